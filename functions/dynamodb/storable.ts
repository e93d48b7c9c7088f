import { fieldPath } from './field-path.ts';

/**
 * DynamoDB allows 32 levels of nesting; the record and its `event` use two.
 * Source: Amazon DynamoDB Developer Guide, "Quotas", nested attribute depth.
 */
const MAX_DEPTH = 30;

/** The range of a DynamoDB number. Source: the same guide, "Data types", number. */
const MIN_MAGNITUDE = 1e-130;
const MAX_MAGNITUDE = 9.99e125;

/** Source: the same guide, "Quotas", attribute names. */
const MAX_FIELD_NAME_BYTES = 65_535;

/** Limit for one body: twice the members of a 6 MB dismissal, and copied in a fraction of the deadline. */
const MAX_VALUES = 1_000_000;

/** Limit for all objects of one body. A key costs many times the time of a value, and callbacks have few. */
const MAX_KEYS = 100_000;

/** Limits the reported issues, because a hostile body can have countless errors. */
const MAX_ISSUES = 20;

/** Keys that JavaScript, DynamoDB or its marshaller misinterpret. */
const UNSAFE_KEYS = new Set(['', '__proto__', 'constructor']);

/**
 * Returns a parsed JSON value in a form that DynamoDB can store. Lone surrogates become U+FFFD. The keys `""`,
 * `__proto__` and `constructor` are dropped. The recorded body keeps the original.
 *
 * @returns `issues` with the path of each value that cannot be stored; `value` is valid only without issues
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
  private isFull = false;

  copy(value: unknown): unknown {
    this.values += 1;
    if (this.issues.length >= MAX_ISSUES) return undefined;
    if (this.values > MAX_VALUES) return this.reportOnce('too many values');
    if (typeof value === 'string') return value.toWellFormed();
    if (typeof value === 'number') return inRange(value) ? value : this.report('is a number out of range');
    if (typeof value !== 'object' || value === null) return value;
    if (this.path.length >= MAX_DEPTH) return this.report(`is nested deeper than ${MAX_DEPTH} levels`);
    if (Array.isArray(value)) return value.map((item, index) => this.at(index, item));
    return this.copyObject(value);
  }

  private copyObject(value: object): unknown {
    const fields = Object.entries(value);
    this.keys += fields.length;
    if (this.keys > MAX_KEYS) return this.reportOnce('has too many fields');
    const copied: Record<string, unknown> = {};
    for (const [key, field] of fields) {
      if (UNSAFE_KEYS.has(key)) continue;
      if (Buffer.byteLength(key) > MAX_FIELD_NAME_BYTES)
        this.report(`${fieldPath([key])} is a field name of more than ${MAX_FIELD_NAME_BYTES} bytes`);
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

  /** Reports the first of what would otherwise be reported thousands of times. */
  private reportOnce(problem: string): undefined {
    if (!this.isFull) this.report(problem);
    this.isFull = true;
  }

  private report(problem: string): undefined {
    this.issues.push(`${fieldPath(this.path)} ${problem}`.trimStart());
  }
}

function inRange(number: number): boolean {
  const magnitude = Math.abs(number);
  return magnitude === 0 || (magnitude >= MIN_MAGNITUDE && magnitude <= MAX_MAGNITUDE);
}
