/** Returns a time of receipt to the millisecond, for people. Its further digits only keep an order. */
export function shownTime(receivedAt: string): string {
  return receivedAt.replace(/(?<=\.\d{3})\d+(?=Z$)/, '');
}
