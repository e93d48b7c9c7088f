/** People of a record whose entries one message covers: `SLICE_SIZE` at most, from `from` on. */
export interface Slice {
  readonly eventID: string;
  /** Place in the order of the record's further people. */
  readonly from: number;
}

/** At 1,000 entries a second, a slice takes 2 s. */
export const SLICE_SIZE = 2_000;

/** Up to here, entries are written at once. A message for fewer would cost more than it saves. */
export const MAX_PEOPLE_AT_ONCE = 100;

export function slicesOf(eventID: string, people: number): Slice[] {
  return Array.from({ length: Math.ceil(people / SLICE_SIZE) }, (_, index) => ({ eventID, from: index * SLICE_SIZE }));
}

/** @throws {Error} when the text is not a slice */
export function sliceIn(text: string): Slice {
  const { eventID, from } = Object(JSON.parse(text));
  if (typeof eventID !== 'string' || !Number.isSafeInteger(from)) throw new TypeError('the message is not a slice');
  return { eventID, from };
}
