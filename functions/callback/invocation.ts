/** IDs that join a log line to the gateway's access log and to Lambda's own lines. */
export interface Invocation {
  /** The gateway's `requestId`, which the record has, too. Absent in functions that the gateway does not call. */
  readonly requestID?: string | undefined;
  /** The gateway's `extendedRequestId`, by which AWS finds a request. */
  readonly extendedRequestID?: string | undefined;
  /** Lambda's `RequestId`. */
  readonly lambdaRequestID?: string | undefined;
}

/** Returns the IDs of one call of a Lambda function. */
export function invocationOf(event: unknown, context: unknown): Invocation {
  const { requestId: requestID, extendedRequestId: extendedRequestID } = Object(Object(event).requestContext);
  return { requestID, extendedRequestID, lambdaRequestID: Object(context).awsRequestId };
}
