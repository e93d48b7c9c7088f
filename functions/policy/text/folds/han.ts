import { traditional } from '#traditional';

/** Created on first use, so that a cold start does not wait for it. */
let simplified: ReadonlyMap<string, string> | undefined;

/** Returns simplified for traditional characters. */
export function toSimplified(text: string): string {
  if (!/[\u4e00-\u9fff]/.test(text)) return text;
  simplified ??= new Map([...traditional.matchAll(/(.)(.)/g)].map(([, from = '', to = '']) => [from, to]));
  const map = simplified;
  return [...text].map((character) => map.get(character) ?? character).join('');
}
