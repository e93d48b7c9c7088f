export type JsonObject = Readonly<Record<string, unknown>>;

/** The third argument of a reviver in Node 22 and later, which TypeScript's own declarations lack. */
interface ReviverContext {
  /** Text of a primitive value. */
  readonly source?: string;
}

/**
 * Parses a JSON object so that JSON.stringify writes each number as it came. JavaScript would round an int64 beyond 2^53.
 *
 * A number that JavaScript writes in another way becomes an object of JSON.rawJSON.
 *
 * @returns undefined for anything but an object
 */
export function parseObject(bytes: Uint8Array): JsonObject | undefined {
  const text = Buffer.from(bytes).toString();
  if (!text.trimStart().startsWith('{')) return undefined;
  try {
    return JSON.parse(text, exactly);
  } catch {
    return undefined;
  }
}

function exactly(_key: string, value: unknown, context?: ReviverContext): unknown {
  const source = context?.source;
  return typeof value === 'number' && source !== undefined && String(value) !== source ? JSON.rawJSON(source) : value;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
