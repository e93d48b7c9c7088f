import type { IncomingMessage } from 'node:http';
import type { ProblemName } from '../../functions/openim/problems.ts';
import { GrowableBuffer } from './growable-buffer.ts';

export type BodyProblem = Extract<ProblemName, 'tooLarge' | 'throttled'>;

/** A body that counts toward the memory budget until it is released. */
export interface HeldBody {
  readonly bytes: Buffer;
  release(): void;
}

/** Reads bodies within a shared memory budget. */
export class BodyReader {
  readonly #maxBytes: number;
  #freeBytes: number;

  /** @param maxTotalBytes budget for all bodies in memory */
  constructor(maxBytes: number, maxTotalBytes: number) {
    this.#maxBytes = maxBytes;
    this.#freeBytes = maxTotalBytes;
  }

  /**
   * Returns the body, or a problem as soon as a limit is exceeded. The rest of such a body is discarded.
   *
   * @throws when the sender closes the connection early
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
