/** Returns a percent-encoded name as it was meant. A name with a malformed escape stays as it is. */
export function unescaped(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
