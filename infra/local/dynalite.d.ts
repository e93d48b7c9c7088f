/** Types of dynalite 4, which ships none. */
declare module 'dynalite' {
  import type { Server } from 'node:http';

  interface Options {
    /** Directory of the LevelDB store; in memory by default. */
    path?: string;
    /** Duration of the state CREATING, in milliseconds; the next two likewise. */
    createTableMs?: number;
    updateTableMs?: number;
    deleteTableMs?: number;
  }

  export default function dynalite(options?: Options): Server;
}
