/** Prints a sentence, if there is one, for whoever runs the receiver. */
export function warn(sentence: string | undefined): void {
  if (sentence !== undefined) console.error(sentence);
}

export function warnOfError({ message }: Error): void {
  warn(message);
}
