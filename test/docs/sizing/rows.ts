/** Returns a table in Markdown. */
export function markdownRows(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const [first = '', ...others] = [head, ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  return [first, `|${head.map(() => '---|').join('')}`, ...others];
}
