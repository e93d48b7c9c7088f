/** Returns a number of JSON as `numberOf` would read it from the table. */
export function asStored(number: number): number | bigint {
  if (Number.isSafeInteger(number) || !Number.isInteger(number)) return number;
  const [mantissa = '', exponent = 0] = String(number).split('e+');
  const [whole = '', fraction = ''] = mantissa.split('.');
  return BigInt(whole + fraction.padEnd(Number(exponent), '0'));
}

/** Reads a stored number: an integer of 2^53 or more becomes a bigint, which keeps its digits. */
export function numberOf(digits: string): number | bigint {
  const number = Number(digits);
  return Number.isSafeInteger(number) || !/^-?\d+$/.test(digits) ? number : BigInt(digits);
}
