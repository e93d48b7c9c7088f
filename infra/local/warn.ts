/** Prints a sentence, if there is one, to the operator. */
export function warn(sentence: string | undefined): void {
  if (sentence !== undefined) console.error(sentence);
}

export function warnOfError({ message }: Error): void {
  warn(message);
}
