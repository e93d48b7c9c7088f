const MAX_LINE_LENGTH = 96;

/** Returns a policy as JSON in which short values, such as a rule, are on one line. */
export function formatDocument(value: unknown, indent = ''): string {
  const line = onOneLine(value);
  const fits = indent !== '' && indent.length + line.length <= MAX_LINE_LENGTH;
  if (fits || typeof value !== 'object' || value === null) return line;
  const inner = `${indent}  `;
  const parts = Array.isArray(value)
    ? value.map((item) => formatDocument(item, inner))
    : Object.entries(value).map(([name, item]) => `${JSON.stringify(name)}: ${formatDocument(item, inner)}`);
  if (parts.length === 0) return line;
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  return `${open}\n${parts.map((part) => `${inner}${part}`).join(',\n')}\n${indent}${close}`;
}

function onOneLine(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(onOneLine).join(', ')}]`;
  const parts = Object.entries(value).map(([name, item]) => `${JSON.stringify(name)}: ${onOneLine(item)}`);
  return parts.length === 0 ? '{}' : `{ ${parts.join(', ')} }`;
}
