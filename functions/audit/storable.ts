/**
 * DynamoDB takes 32 levels of nesting, of which the record and its `event` are two.
 * Source: Amazon DynamoDB Developer Guide, "Quotas", nested attribute depth.
 */
const MAX_DEPTH = 30;

/** The range of a DynamoDB number. Source: the same guide, "Data types", number. */
const MIN_MAGNITUDE = 1e-130;
const MAX_MAGNITUDE = 9.99e125;

/** Bytes of a key in a map. Source: the same guide, "Quotas", attribute names. */
const MAX_KEY_BYTES = 65_535;

/** Characters of a path in an issue: a key may be as long as the body. */
const MAX_PATH_LENGTH = 80;

/**
 * A parsed JSON value in the form in which DynamoDB stores it: lone surrogates become U+FFFD, and keys that DynamoDB or
 * JavaScript can't hold safely (the empty one and `__proto__`) are left out. The body keeps them all.
 *
 * `issues` names, by its path, each value that has no such form; then `value` is of no use.
 */
export function storable(value: unknown): { value: unknown; issues: string[] } {
  const issues: string[] = [];
  return { value: copy(value, '', 0, issues), issues };
}

function copy(value: unknown, path: string, depth: number, issues: string[]): unknown {
  if (typeof value === 'string') return value.toWellFormed();
  if (typeof value === 'number')
    return inRange(value) ? value : report(issues, path, 'is a number beyond what is stored');
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= MAX_DEPTH) return report(issues, path, `is nested deeper than ${MAX_DEPTH} levels`);
  if (Array.isArray(value)) return value.map((item, index) => copy(item, `${path}[${index}]`, depth + 1, issues));
  const fields = Object.entries(value).filter(([key]) => key !== '' && key !== '__proto__');
  return Object.fromEntries(
    fields.map(([key, field]) => {
      const fieldPath = path === '' ? key : `${path}.${key}`;
      if (Buffer.byteLength(key) > MAX_KEY_BYTES) report(issues, fieldPath, 'has a name that is too long');
      return [key.toWellFormed(), copy(field, fieldPath, depth + 1, issues)];
    }),
  );
}

function inRange(number: number): boolean {
  const magnitude = Math.abs(number);
  return magnitude === 0 || (magnitude >= MIN_MAGNITUDE && magnitude <= MAX_MAGNITUDE);
}

function report(issues: string[], path: string, problem: string): undefined {
  issues.push(`${path.slice(0, MAX_PATH_LENGTH).toWellFormed()} ${problem}`);
}
