/** Last number of three digits. Requests beyond it share it, and their order within the millisecond is lost. */
const MAX_SEQUENCE = 999;

/**
 * Returns the time of a receipt: ISO 8601 in UTC with six digits of a second. Three are milliseconds of the gateway. The other three
 * number the requests of one millisecond in their order of arrival, from 000.
 *
 * @throws {RangeError} when the milliseconds are not a time
 */
export type ReceiptTimeOf = (epochMs: number) => string;

/** Starts the numbering of one process. Processes number apart, so that the order of requests of several is that of milliseconds. */
export function createReceiptTimes(): ReceiptTimeOf {
  let currentMs: number | undefined;
  let sequence = 0;
  return (epochMs) => {
    const time = new Date(epochMs).toISOString();
    sequence = epochMs === currentMs ? Math.min(sequence + 1, MAX_SEQUENCE) : 0;
    currentMs = epochMs;
    return time.replace('Z', `${String(sequence).padStart(3, '0')}Z`);
  };
}
