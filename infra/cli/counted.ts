/** Returns a number with a comma between thousands. */
export function numeral(count: number): string {
  return count.toLocaleString('en');
}

/** Returns a number of things, such as `1 row` or `4,200 rows`. The plural ends in s. */
export function counted(count: number, thing: string): string {
  return `${numeral(count)} ${thing}${count === 1 ? '' : 's'}`;
}
