/**
 * DynamoDB takes 32 levels of nesting, of which the record and its `event` are two.
 * Source: Amazon DynamoDB Developer Guide, "Quotas", nested attribute depth.
 */
const MAX_DEPTH = 30;

/** The range of a DynamoDB number. Source: the same guide, "Data types", number. */
const MIN_MAGNITUDE = 1e-130;
const MAX_MAGNITUDE = 9.99e125;

/** Bytes of a key in a map. Source: the same guide, "Quotas", attribute names. */
const MAX_FIELD_NAME_BYTES = 65_535;

/** Values in one body: more than twice what 6 MB of members make, and still copied in a fraction of the deadline. */
const MAX_VALUES = 1_000_000;

/** Keys in one body, all objects together: far more than any callback has. Each costs many times what a value does. */
const MAX_KEYS = 100_000;

/** Characters of a key in a path, and issues that are told: a key may be as long as the body, and all of it wrong. */
const MAX_SEGMENT_LENGTH = 40;
const MAX_ISSUES = 20;

/** Keys that JavaScript, DynamoDB or its marshaller take for something else. */
const UNSAFE_KEYS = new Set(['', '__proto__', 'constructor']);

/**
 * A parsed JSON value in the form in which DynamoDB stores it: lone surrogates become U+FFFD, and keys that can't be held
 * safely (the empty one, `__proto__` and `constructor`) are left out. The body keeps them all.
 *
 * `issues` names, by its path, each value that has no such form; then `value` is of no use.
 */
export function toStorable(value: unknown): { value: unknown; issues: readonly string[] } {
  const copier = new Copier();
  return { value: copier.copy(value), issues: copier.issues };
}

class Copier {
  readonly issues: string[] = [];
  private readonly path: (string | number)[] = [];
  private values = 0;
  private keys = 0;

  copy(value: unknown): unknown {
    this.values += 1;
    if (this.issues.length >= MAX_ISSUES) return undefined;
    if (this.values > MAX_VALUES) return this.values === MAX_VALUES + 1 && this.report('too many values');
    if (typeof value === 'string') return value.toWellFormed();
    if (typeof value === 'number') return inRange(value) ? value : this.report('is a number beyond what is stored');
    if (typeof value !== 'object' || value === null) return value;
    if (this.path.length >= MAX_DEPTH) return this.report(`is nested deeper than ${MAX_DEPTH} levels`);
    if (Array.isArray(value)) return value.map((item, index) => this.at(index, item));
    return this.copyObject(value);
  }

  private copyObject(value: object): unknown {
    const fields = Object.entries(value);
    this.keys += fields.length;
    if (this.keys > MAX_KEYS) return this.report('has too many fields');
    const copied: Record<string, unknown> = {};
    for (const [key, field] of fields) {
      if (UNSAFE_KEYS.has(key)) continue;
      if (Buffer.byteLength(key) > MAX_FIELD_NAME_BYTES)
        this.report(`${key.slice(0, MAX_SEGMENT_LENGTH)}... is too long a name`);
      else copied[key.toWellFormed()] = this.at(key, field);
    }
    return copied;
  }

  private at(segment: string | number, value: unknown): unknown {
    this.path.push(segment);
    const copied = this.copy(value);
    this.path.pop();
    return copied;
  }

  private report(problem: string): undefined {
    const segments = this.path.map((segment) =>
      typeof segment === 'number' ? `[${segment}]` : `.${segment.slice(0, MAX_SEGMENT_LENGTH)}`,
    );
    this.issues.push(`${segments.join('').replace(/^\./, '')} ${problem}`.trimStart().toWellFormed());
  }
}

function inRange(number: number): boolean {
  const magnitude = Math.abs(number);
  return magnitude === 0 || (magnitude >= MIN_MAGNITUDE && magnitude <= MAX_MAGNITUDE);
}
