const REDACTED = '"*"';

/**
 * Replaces the values of these fields with "*" and keeps every other byte. It finds fields at any depth, repeated,
 * escaped, and in any case, because Go ignores the case of names.
 *
 * @param json valid JSON; for other text the result is unspecified
 * @param onRedacted called with the field of each replaced value
 */
export function redact(
  json: string,
  fields: readonly string[],
  onRedacted: (field: string) => void = () => {},
): string {
  // As Go compares names: `ſecret` is `secret`, too.
  const fieldOf = new Map(fields.map((field) => [field.toUpperCase(), field]));
  if (!mayName(json, [...fieldOf.keys()])) return json;
  let redacted = '';
  let done = 0;
  for (let at = json.indexOf('"'); at !== -1; at = json.indexOf('"', at)) {
    const end = endOfString(json, at);
    const colon = skipSpace(json, end);
    const field = json[colon] === ':' ? fieldOf.get(nameIn(json.slice(at, end)).toUpperCase()) : undefined;
    if (field !== undefined) {
      onRedacted(field);
      const value = skipSpace(json, colon + 1);
      redacted += json.slice(done, value) + REDACTED;
      done = endOfValue(json, value);
      at = done;
    } else {
      at = end;
    }
  }
  return redacted + json.slice(done);
}

/** Spares most bodies the search. Only an escape can hide the name of a field. */
function mayName(json: string, names: readonly string[]): boolean {
  if (json.includes('\\')) return true;
  const text = json.toUpperCase();
  return names.some((name) => text.includes(name));
}

/** @param string a string of JSON, with its quotation marks */
function nameIn(string: string): string {
  return string.includes('\\') ? String(JSON.parse(string)) : string.slice(1, -1);
}

function skipSpace(json: string, from: number): number {
  let at = from;
  while (at < json.length && ' \t\n\r'.includes(json[at] as string)) at += 1;
  return at;
}

/** @param start the position of the opening quotation mark */
function endOfString(json: string, start: number): number {
  let at = start;
  do at = json.indexOf('"', at + 1);
  while (at !== -1 && isEscaped(json, at));
  return at === -1 ? json.length : at + 1;
}

function isEscaped(json: string, quote: number): boolean {
  let first = quote;
  while (json[first - 1] === '\\') first -= 1;
  return (quote - first) % 2 === 1;
}

function endOfValue(json: string, start: number): number {
  let depth = 0;
  for (let at = start; at < json.length; ) {
    const character = json[at] as string;
    if (character === '"') at = endOfString(json, at);
    else if (depth === 0 && at > start && ',]} \t\n\r'.includes(character)) return at;
    else at += 1;
    if ('{['.includes(character)) depth += 1;
    if (']}'.includes(character)) depth -= 1;
    if (depth === 0 && '"]}'.includes(character)) return at;
  }
  return json.length;
}
