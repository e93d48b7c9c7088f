import { runSpoolThread } from './spool-thread.ts';

runSpoolThread();
