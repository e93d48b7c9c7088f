import type { Written } from './written.ts';

/**
 * Writes of the handlers for callbacks of a running server, on average over 122: alone, and in batches of a relay. Tests send them again and
 * compare each number. Where one differs, write down the new number here, and run `npm run cost -- --document`.
 */
export const WRITTEN: { readonly direct: Written; readonly relayed: Written } = {
  direct: {
    tableUnits: 1.02,
    tableBytes: 688,
    indexUnits: { byGroup: 0.63, byUser: 0.77, byOperation: 1, byDay: 1 },
    indexBytes: { byGroup: 156, byUser: 203, byOperation: 293, byDay: 282 },
  },
  relayed: {
    tableUnits: 1.02,
    tableBytes: 746,
    indexUnits: { byGroup: 0.63, byUser: 0.77, byOperation: 1, byDay: 1 },
    indexBytes: { byGroup: 156, byUser: 203, byOperation: 292, byDay: 282 },
  },
};

/** Bytes of those bodies. */
export const BODY_BYTES = 735;

/** Share of those callbacks that repeat another one, word for word. */
export const REPEATS = 0.01;

/** People whom a callback names beside the first, without two callbacks that name 199 each. */
export const FURTHER_PEOPLE = 0.55;

/** The entry of one further person, in the table and in the index byUser together. */
export const ENTRY = { units: 2, bytes: 833 };

/** Callbacks in a batch of a relay, of at most 50. */
export const BATCH = 25;

/**
 * Bytes of lines with logs and metrics for a callback: alone, and on average over the callbacks of that server in such batches. A batch
 * with callbacks of one command has a fourth of them.
 */
export const LOG_BYTES = { direct: 630, relayed: 318 };

/** Bytes of an answer's body for a callback: alone, and in such a batch. */
export const ANSWER_BYTES = { direct: 71, relayed: 67 };
