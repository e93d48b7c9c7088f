import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { StoredItem } from './items.ts';

/** Bytes for which DynamoDB bills one write unit. */
export const BYTES_A_UNIT = 1_024;

/** An item with its bytes. */
export interface SizedItem {
  readonly item: StoredItem;
  readonly bytes: number;
}

export function sized(item: StoredItem): SizedItem {
  return { item, bytes: itemSize(item) };
}

export function unitsOf(bytes: number): number {
  return Math.ceil(bytes / BYTES_A_UNIT);
}

/** Returns the bytes of an item. Source: Amazon DynamoDB Developer Guide, "DynamoDB item sizes and formats". */
export function itemSize(attributes: Readonly<Record<string, AttributeValue>>): number {
  let bytes = 0;
  for (const name in attributes) bytes += Buffer.byteLength(name) + valueSize(attributes[name] as AttributeValue);
  return bytes;
}

/** A list or map takes 3 bytes, and 1 more for each element. The receiver stores no sets. */
const NESTED = 3;
const ELEMENT = 1;

function valueSize({ S, N, B, L, M }: AttributeValue): number {
  if (S !== undefined) return Buffer.byteLength(S);
  if (N !== undefined) return numberSize(N);
  if (B) return B.length;
  if (L) return L.reduce((sum, item) => sum + ELEMENT + valueSize(item), NESTED);
  return M ? NESTED + Object.keys(M).length * ELEMENT + itemSize(M) : 1;
}

/** A number takes 1 byte for two significant digits, and 1 more. A sign takes another, which the guide does not say. */
function numberSize(digits: string): number {
  const isNegative = digits.startsWith('-');
  const significant = PLAIN_INTEGER.test(digits) ? digits.length : significantDigits(digits);
  return Math.ceil(significant / 2) + 1 + (isNegative ? 1 : 0);
}

/** Has no digits that DynamoDB leaves out. */
const PLAIN_INTEGER = /^[1-9]+$/;

function significantDigits(digits: string): number {
  const [mantissa = ''] = digits.split(/e/i);
  return mantissa.replace(/[-.]/g, '').replace(/^0+|0+$/g, '').length;
}
