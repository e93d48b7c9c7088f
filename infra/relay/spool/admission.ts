import { RECEIVER } from '../receiver/target.ts';
import type { NewRequest, RefusalReason } from './spooled.ts';

export interface SpoolLimits {
  /** Disk space that the spool may use. */
  readonly limitBytes: number;
  /** Tells whether the disk has room for new requests. */
  readonly hasRoom: () => boolean;
}

/** Bytes of a request in the tables beside its body. */
const ROW_BYTES = 512;

/** Share of the limit that servers beside the receiver can fill, so that one that is away does not cost the receiver its callbacks. */
const OTHERS_SHARE = 0.8;

/** What the spool takes of some requests. */
export interface Admission {
  readonly refused: ReadonlyMap<NewRequest, RefusalReason>;
  /** Names of those that each taken request is stored for. */
  readonly targets: ReadonlyMap<NewRequest, readonly string[]>;
  /** Copies for servers beside the receiver that are left out. */
  readonly skippedCopies: number;
}

/**
 * Decides what is taken. A nearly full spool takes the receiver's requests only.
 *
 * @param usedBytes disk space in use
 */
export function admit(
  usedBytes: number,
  requests: readonly NewRequest[],
  { limitBytes, hasRoom }: SpoolLimits,
): Admission {
  const refused = new Map<NewRequest, RefusalReason>();
  const taken = new Map<NewRequest, readonly string[]>();
  let bytes = usedBytes;
  let skippedCopies = 0;
  for (const request of requests) {
    const { body, targets = [RECEIVER] } = request;
    const after = bytes + body.length + ROW_BYTES;
    const fitting = after > limitBytes * OTHERS_SHARE ? targets.filter((target) => target === RECEIVER) : targets;
    if (!hasRoom()) refused.set(request, 'diskFull');
    else if (after > limitBytes || fitting.length === 0) refused.set(request, 'spoolFull');
    else {
      bytes = after;
      skippedCopies += targets.length - fitting.length;
      taken.set(request, fitting);
    }
  }
  return { refused, targets: taken, skippedCopies };
}
