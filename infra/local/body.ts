import type { IncomingMessage } from 'node:http';
import type { ProblemName } from '../../functions/openim/problems.ts';
import { GrowableBuffer } from './growable-buffer.ts';

export type BodyProblem = Extract<ProblemName, 'tooLarge' | 'throttled'>;

/** A body in memory, until it is released. */
export interface HeldBody {
  readonly bytes: Buffer;
  release(): void;
}

/** Reads bodies into one budget of memory. */
export class BodyReader {
  readonly #maxBytes: number;
  #freeBytes: number;

  /** @param maxTotalBytes how much all bodies that are held may have together */
  constructor(maxBytes: number, maxTotalBytes: number) {
    this.#maxBytes = maxBytes;
    this.#freeBytes = maxTotalBytes;
  }

  /**
   * Returns the body, or why it does not fit, as soon as that is known. Bytes that do not fit are discarded as they arrive.
   *
   * @throws when the sender breaks off
   */
  read(request: IncomingMessage): Promise<HeldBody | BodyProblem> {
    const { promise, resolve, reject } = Promise.withResolvers<HeldBody | BodyProblem>();
    const held = new GrowableBuffer();
    const release = () => {
      this.#freeBytes += held.length;
      held.clear();
    };
    const onData = (chunk: Buffer) => {
      const isTooLarge = held.length + chunk.length > this.#maxBytes;
      if (isTooLarge || chunk.length > this.#freeBytes) {
        request.off('data', onData).resume();
        release();
        resolve(isTooLarge ? 'tooLarge' : 'throttled');
        return;
      }
      this.#freeBytes -= chunk.length;
      held.append(chunk);
    };
    request
      .on('data', onData)
      .once('end', () => resolve({ bytes: held.bytes(), release }))
      .once('error', (error) => {
        release();
        reject(error);
      });
    return promise;
  }
}
