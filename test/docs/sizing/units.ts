import { ENTRY, FURTHER_PEOPLE, REPEATS, WRITTEN } from '../../../infra/cost/measured.ts';

const { tableUnits, indexUnits } = WRITTEN.direct;

/** Entries take as much of the table as of the index byUser. */
const ENTRY_UNITS = (FURTHER_PEOPLE * ENTRY.units) / 2;

/**
 * Write units that a callback of a running server takes on average, with its entries. Before a repeat a write to the table fails, which
 * takes units, too.
 */
export const UNITS_A_CALLBACK = {
  table: tableUnits * (1 + REPEATS) + ENTRY_UNITS,
  byUser: indexUnits.byUser + ENTRY_UNITS,
  byDay: indexUnits.byDay,
} as const;

/** Write units a second of a new table, and of each new index. */
export const NEW_TABLE_UNITS = 4_000;

/** Write units a second of one partition of a table or of an index. */
export const PARTITION_UNITS = 1_000;
