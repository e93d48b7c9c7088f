/** Types of dynalite 4, which ships none. */
declare module 'dynalite' {
  import type { Server } from 'node:http';

  interface Options {
    /** Directory of the LevelDB store; in memory by default. */
    path?: string;
    /** Milliseconds in a transitional state such as CREATING; likewise below. */
    createTableMs?: number;
    updateTableMs?: number;
    deleteTableMs?: number;
  }

  export default function dynalite(options?: Options): Server;
}
