/** Returns a request of DynamoDB as JSON, with bytes in base64. */
export function toAttributeJson(request: unknown): string {
  return JSON.stringify(hasBytes(request) ? withBase64(request) : request);
}

/** Reads an answer of DynamoDB, with its bytes. */
export function fromAttributeJson(text: string): unknown {
  return text.includes('"B"') ? JSON.parse(text, bytesOfBase64) : JSON.parse(text);
}

/** Looks for bytes before, because few requests have any, and a copy costs as much as the JSON. */
function hasBytes(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (value instanceof Uint8Array) return true;
  for (const key in value) if (hasBytes((value as Record<string, unknown>)[key])) return true;
  return false;
}

function withBase64(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Uint8Array) return Buffer.from(value.buffer, value.byteOffset, value.length).toString('base64');
  if (Array.isArray(value)) return value.map(withBase64);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withBase64(item)]));
}

/** Only an attribute value has text under this key, because an attribute of this name has an object. */
function bytesOfBase64(key: string, value: unknown): unknown {
  return key === 'B' && typeof value === 'string' ? new Uint8Array(Buffer.from(value, 'base64')) : value;
}
