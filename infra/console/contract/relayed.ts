/** Facts that a relay gave about a callback which it delivered. */
export interface RelayedBy {
  /** Identity of the request. The record of the receiver's verdict and that of the relay's own one have the same. */
  readonly id?: string;
  /** Order of the relay. A before callback that the receiver was asked about has none. */
  readonly sequence?: number;
  /** Time of receipt by the relay, unless it gave none that is valid. */
  readonly receivedAt?: string;
  /** That time is not the record's, because the relay's clock was wrong. */
  readonly isOwnClock: boolean;
  /** Answer that the relay gave by itself. */
  readonly verdict?: { readonly verdict: 'refuse' | 'allow'; readonly errCode: number; readonly reason: string };
  /** Other servers that the relay asked. */
  readonly others: readonly OtherServerAnswer[];
  /** Headers that were not valid. */
  readonly ignored?: string;
}

export interface OtherServerAnswer {
  readonly name: string;
  /** The answer as JSON. Absent: `error` says why there is none. */
  readonly json?: string;
  readonly error?: string;
  /** Values of the request that the answer replaced, as JSON. The body has the new ones. */
  readonly replacedJson?: string;
  /** The relay left out large values. */
  readonly isShortened?: true;
}
