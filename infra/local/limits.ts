/** Limits of the local server. */
export interface Limits {
  /** Time from the first byte of a request to its last. */
  readonly requestTimeoutMs: number;
  readonly requestCheckIntervalMs: number;
  /** Idle time before the first request and between requests. */
  readonly idleTimeoutMs: number;
  readonly maxHeaderBytes: number;
  readonly maxBodyBytes: number;
  /** Memory for the bodies of all unanswered requests. */
  readonly allBodiesBytes: number;
  /** Connections on which callbacks are accepted. */
  readonly maxConnections: number;
  /** Further connections, so that pages such as `/health` answer while callbacks use all `maxConnections`. */
  readonly spareConnections: number;
}

export const DEFAULT_LIMITS: Limits = {
  // OpenIM waits 15 s at most.
  requestTimeoutMs: 30_000,
  requestCheckIntervalMs: 1_000,
  // Go keeps idle connections. If the server closes one while OpenIM writes to it, Go reports EOF. The callback is then
  // lost, because OpenIM does not retry.
  idleTimeoutMs: 15 * 60 * 1_000,
  maxHeaderBytes: 64 * 1_024,
  // Lambda's limit. Source: AWS Lambda Developer Guide, "Lambda quotas".
  maxBodyBytes: 6 * 1_024 * 1_024,
  // Recording a body of 6 MB takes about 40 MB, and OpenIM's two workers send two at once.
  allBodiesBytes: 32 * 1_024 * 1_024,
  maxConnections: 2_000,
  spareConnections: 16,
};
