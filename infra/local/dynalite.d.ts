/** dynalite 4 ships no types. */
declare module 'dynalite' {
  import type { Server } from 'node:http';

  interface Options {
    /** Directory of its LevelDB store; in memory without one. */
    path?: string;
    /** Milliseconds that a table stays in a state between. */
    createTableMs?: number;
    updateTableMs?: number;
    deleteTableMs?: number;
  }

  export default function dynalite(options?: Options): Server;
}
