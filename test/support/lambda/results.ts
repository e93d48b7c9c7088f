import * as v from 'valibot';

/** Source: AWS Lambda Developer Guide, "Lambda quotas", invocation payload. */
const MAX_RESULT_BYTES = 6 * 1_024 * 1_024;

/**
 * A result that API Gateway takes. It answers 502 for any other.
 * Source: Amazon API Gateway Developer Guide, "Output format of a Lambda function for proxy integration".
 */
const ProxyResult = v.strictObject({
  statusCode: v.pipe(v.number(), v.integer(), v.minValue(200), v.maxValue(599)),
  headers: v.optional(v.record(v.pipe(v.string(), v.regex(/^[\w-]+$/)), v.string())),
  multiValueHeaders: v.optional(v.record(v.string(), v.array(v.string()))),
  body: v.string(),
  isBase64Encoded: v.optional(v.boolean()),
});

/** A result of a function behind an event source that takes partial failures. An unknown identifier fails the whole batch. */
const batchResult = (ids: readonly string[]) =>
  v.strictObject({ batchItemFailures: v.array(v.strictObject({ itemIdentifier: v.picklist(ids) })) });

/** Tells whether API Gateway can answer with a result. */
export function isProxyResult(result: unknown): result is v.InferOutput<typeof ProxyResult> {
  return v.is(ProxyResult, result) && Buffer.byteLength(JSON.stringify(result)) <= MAX_RESULT_BYTES;
}

/** Returns the identifiers of a batch that failed, or undefined when the event source cannot read the result. */
export function failedOf(ids: readonly string[], result: unknown): string[] | undefined {
  const parsed = v.safeParse(batchResult(ids), result);
  return parsed.success ? parsed.output.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier) : undefined;
}
