import { isUtf8 } from 'node:buffer';

/** What is known of a request before its body is read. */
export interface Received {
  /** Identifies this one request, also when it is tried again on our side. */
  readonly requestID: string;
  /** When the gateway took the request: ISO 8601, UTC, milliseconds, then three digits in order of arrival. */
  readonly receivedAt: string;
  readonly sourceIP: string;
  /** The callback of the address, by the name that records carry. */
  readonly command: string;
  /** The wire name in the address, where it is another spelling. */
  readonly sentAs?: string;
  /** The header `Operationid`. Chosen by the client, and by single-process servers often that of another request. */
  readonly operationID?: string;
  /** The body to the byte, but for what was redacted. */
  readonly body: Buffer;
  /** Names of the fields whose values became "*"; `body` when nothing of it was kept. */
  readonly redacted?: readonly string[];
}

/** The body as text, or undefined when it is not UTF-8. */
export function textOf({ body }: Received): string | undefined {
  return isUtf8(body) ? body.toString('utf8') : undefined;
}
