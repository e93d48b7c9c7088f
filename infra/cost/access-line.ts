/** Bytes of the values that stand in an access log line of a callback that a function answered. A missing value is "-". */
const VALUE_BYTES: Readonly<Record<string, number>> = {
  '$context.requestId': 36,
  '$context.requestTime': 26,
  '$context.httpMethod': 4,
  '$context.resourcePath': '/callbackAfterJoinGroupCommand'.length,
  '$context.status': 3,
  '$context.identity.sourceIp': '203.0.113.25'.length,
  '$context.responseLatency': 2,
  '$context.integrationLatency': 2,
  '$context.integrationStatus': 3,
  '$context.error.responseType': 1,
};

/**
 * Returns the bytes of an access log line.
 *
 * @param format of the stage, with variables such as `$context.status`
 * @throws {Error} for a variable whose length is not known here
 */
export function accessLineBytes(format: string): number {
  const line = format.replace(/\$context\.[\w.]+/g, (variable) => {
    const bytes = VALUE_BYTES[variable];
    if (bytes === undefined) throw new Error(`the length of ${variable} is not in infra/cost/access-line.ts`);
    return 'x'.repeat(bytes);
  });
  return Buffer.byteLength(line);
}
