/**
 * Version 1 of the protocol between a relay and the receiver. A relay stores callbacks beside OpenIM, and delivers them until they
 * are recorded.
 *
 * A receiver with tokens heeds these headers, and `POST /batch`, only for this user name of HTTP Basic, with a token of a relay if its
 * settings have such tokens. A relay sends the name whatever user name its own configuration has.
 */
export const RELAY_USER = 'relay';

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

/**
 * Header of the answer to a rejected request that is recorded, or that the settings leave out. A gateway, or a server that could not read
 * the request, answers with the same status and `errCode`, and records nothing.
 */
export const DONE_HEADER = 'x-relay-done';
