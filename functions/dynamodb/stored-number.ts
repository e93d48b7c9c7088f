/** Reads a stored number: an integer of 2^53 or more becomes a bigint, which keeps its digits. */
export function numberOf(digits: string): number | bigint {
  const number = Number(digits);
  return Number.isSafeInteger(number) || !/^-?\d+$/.test(digits) ? number : BigInt(digits);
}
