/** Set for the projects that run every row of an exhaustive suite. */
export const EVERY_ROW = 'TEST_EVERY_ROW';

/** Tells whether a test that waits long runs here. Its file needs another one for the long tests, which imports it. */
export const runsEveryRow = Boolean(process.env[EVERY_ROW]);

/** Returns all rows in these projects, and a fixed sample in all others. */
export function sampled<Row>(rows: readonly Row[], isInSample: (row: Row, index: number) => boolean): readonly Row[] {
  return process.env[EVERY_ROW] ? rows : rows.filter(isInSample);
}

/** Returns the number of runs of a property: all in these projects, and fewer in all others. */
export function sampledRuns(all: number, inSample: number): number {
  return process.env[EVERY_ROW] ? all : inSample;
}
