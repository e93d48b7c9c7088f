import type { Decision } from './decision.ts';

/** Answer to a before callback that a relay gave by itself, because the receiver gave none or did not record it. */
export interface RelayVerdict {
  readonly verdict: 'refuse' | 'allow';
  /** `errCode` of the answer. */
  readonly errCode: number;
  readonly reason: string;
}

/** Answer of another business server to a before callback, which the relay asked, too. */
export interface OtherServer {
  /** Name of the server in the relay's configuration. */
  readonly name: string;
  /** Its answer, or the reason why it has no valid one. */
  readonly answer?: Readonly<Record<string, unknown>> | undefined;
  readonly error?: string | undefined;
  /** Values of the request that its answer replaced. The body has the new ones. */
  readonly replaced?: Readonly<Record<string, unknown>> | undefined;
  /** The relay left out values that are too large for a header. */
  readonly isShortened?: boolean | undefined;
}

/** Facts about a callback that only its relay knows. */
export interface Relayed {
  /** Identity of the request, a UUID. All its deliveries make one record. */
  readonly id?: string | undefined;
  /** Order in which the relay stored its requests. A before callback that was asked has none. */
  readonly sequence?: number | undefined;
  /** Time of receipt by the relay's clock, if the receiver's counts instead. */
  readonly receivedAt?: string | undefined;
  /** The relay answered by itself. */
  readonly verdict?: RelayVerdict | undefined;
  /** Other servers that were asked. */
  readonly others?: readonly OtherServer[] | undefined;
  /** Parts of the request that the relay left out, because they were too long: `query`, `operationid`, `content-type`. */
  readonly leftOut?: string | undefined;
  /** Headers of the relay that were ignored, and why. */
  readonly ignored?: string | undefined;
}

/** Returns the decision that a relay made without the receiver. */
export function decisionOfRelay({ verdict, reason }: RelayVerdict): Decision {
  return { verdict, degraded: reason };
}
