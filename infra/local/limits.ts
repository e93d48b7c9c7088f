/** Limits of the server on this machine against callers that are slow, many or too large. */
export interface Limits {
  /** Time from the first byte of a request to its last. */
  readonly requestTimeoutMs: number;
  readonly requestCheckIntervalMs: number;
  /** Time that a connection may be idle, before its first request and between two. */
  readonly idleTimeoutMs: number;
  readonly maxHeaderBytes: number;
  readonly maxBodyBytes: number;
  /** Memory for the bodies of all requests that are not answered yet. */
  readonly allBodiesBytes: number;
  readonly maxConnections: number;
}

export const DEFAULT_LIMITS: Limits = {
  // OpenIM itself gives up after 15 s at most.
  requestTimeoutMs: 30_000,
  requestCheckIntervalMs: 1_000,
  // Go keeps connections, also unused ones. A server that closes one as OpenIM writes to it makes Go report EOF, and the
  // callback is lost because OpenIM does not retry.
  idleTimeoutMs: 15 * 60 * 1_000,
  maxHeaderBytes: 64 * 1_024,
  // Lambda takes as much. Source: AWS Lambda Developer Guide, "Lambda quotas".
  maxBodyBytes: 6 * 1_024 * 1_024,
  // Recording a body of 6 MB takes about 40 MB, and OpenIM's two workers send two at once.
  allBodiesBytes: 32 * 1_024 * 1_024,
  maxConnections: 2_000,
};
