/** An object in a list of a request. */
export type ListItem = Readonly<Record<string, unknown>>;

/** Returns the objects of a list, each with its path in the request. Anything else is left out. */
export function listItems(name: string, list: unknown): { readonly path: string; readonly item: ListItem }[] {
  if (!Array.isArray(list)) return [];
  return list.flatMap((item: unknown, index) => (isItem(item) ? [{ path: `${name}[${index}]`, item }] : []));
}

function isItem(value: unknown): value is ListItem {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
