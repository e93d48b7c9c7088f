/** Headers of a relayed request, in lower case. */
export const RELAY_HEADERS = {
  /** Identity of the request, a UUIDv7. A delivery that is repeated has the same. */
  id: 'x-relay-id',
  /** Time when the relay received the request: ISO 8601 in UTC, with six digits of a second. */
  receivedAt: 'x-relay-received-at',
  /** Order in which the relay stored its requests, a decimal number. Gaps are normal. A before callback that is asked has none. */
  sequence: 'x-relay-sequence',
  /** Time of this attempt by the relay's clock: ISO 8601 in UTC, with milliseconds. */
  sentAt: 'x-relay-sent-at',
  /** JSON of a `RelayVerdict`, in ASCII. */
  verdict: 'x-relay-verdict',
  /** Parts of the request that the relay left out, because they were too long for a delivery: `query`, `operationid` or `content-type`. */
  leftOut: 'x-relay-left-out',
  /** JSON of a list of `OtherAnswer`, in ASCII, at most 4,096 bytes. */
  others: 'x-relay-others',
} as const;
