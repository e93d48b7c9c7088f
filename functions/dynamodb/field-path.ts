const MAX_NAME_LENGTH = 40;

/**
 * Returns the path of a field for a sentence, such as `list[2].name`. Names that others chose are quoted unless they are plain, so
 * that a name cannot read like a sentence.
 */
export function fieldPath(segments: readonly unknown[]): string {
  const parts = segments.map((segment) =>
    typeof segment === 'number' ? `[${segment}]` : `.${nameOf(String(segment))}`,
  );
  return parts.join('').replace(/^\./, '');
}

function nameOf(name: string): string {
  if (name.length <= MAX_NAME_LENGTH && /^[\w$-]+$/.test(name)) return name;
  return name.length <= MAX_NAME_LENGTH
    ? JSON.stringify(name)
    : JSON.stringify(`${name.slice(0, MAX_NAME_LENGTH)}…`.toWellFormed());
}
