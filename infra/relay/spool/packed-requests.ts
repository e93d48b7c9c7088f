import type { NewRequest } from './spooled.ts';

/**
 * Requests on their way to the thread of the spool. All bodies share one buffer, which is transferred. Transferring or copying a buffer
 * for each body costs more than the rest of the message.
 */
export interface PackedRequests {
  readonly requests: readonly Omit<NewRequest, 'body'>[];
  readonly bodies: Uint8Array<ArrayBuffer>;
  /** Where each body ends in `bodies`. */
  readonly ends: readonly number[];
}

/** Copies the bodies. */
export function packRequests(all: readonly NewRequest[]): PackedRequests {
  const bodies = new Uint8Array(all.reduce((bytes, { body }) => bytes + body.length, 0));
  const ends: number[] = [];
  let end = 0;
  const requests = all.map(({ body, ...request }) => {
    bodies.set(body, end);
    end += body.length;
    ends.push(end);
    return request;
  });
  return { requests, bodies, ends };
}

/** Returns requests whose bodies are parts of the shared buffer. */
export function unpackRequests({ requests, bodies, ends }: PackedRequests): NewRequest[] {
  return requests.map((request, at) => ({ ...request, body: bodies.subarray(ends[at - 1] ?? 0, ends[at]) }));
}
