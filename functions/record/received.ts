import { isUtf8 } from 'node:buffer';
import type { Relayed } from './relayed.ts';

/** A received request before its body is parsed. */
export interface Received {
  /** ID of the request. Retries of a write and redeliveries keep it. */
  readonly requestID: string;
  /** Time of receipt at the gateway, or at the relay: ISO 8601, UTC, milliseconds, then three digits in order of arrival. */
  readonly receivedAt: string;
  /** Time of receipt at the gateway, ISO 8601, if a relay took the callback long before. */
  readonly recordedAt?: string;
  /** Set for a delivery of an authenticated relay. */
  readonly relay?: Relayed;
  readonly sourceIP: string;
  /** Command of the callback in the address. */
  readonly command: string;
  /** Wire name in the address, if it is another spelling of the command. */
  readonly sentAs?: string;
  /** Header `Operationid`. The client chooses it, and single-process servers often send another request's. */
  readonly operationID?: string;
  /** eventID of the record whose body an operator sent again. */
  readonly replayOf?: string;
  /** Exact bytes of the body, except for redacted values. */
  readonly body: Buffer;
  /** Names of redacted fields; `body` if the body was dropped. */
  readonly redacted?: readonly string[];
  /** Answered like any other and not recorded, because it carries a chat message. */
  readonly isUnrecorded?: boolean;
  /** Sent by an operator to check the receiver, not by OpenIM. */
  readonly isTest?: boolean;
}

/** Returns the body as text, or undefined if it is not UTF-8. */
export function textOf({ body }: Received): string | undefined {
  return isUtf8(body) ? body.toString('utf8') : undefined;
}
