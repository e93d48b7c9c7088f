const DEFAULT_PORT = '10006';

/** Returns the address of `npm start` on this machine. */
export function localAddress({ PORT }: NodeJS.ProcessEnv): string {
  return `http://127.0.0.1:${PORT || DEFAULT_PORT}/callbackExample`;
}
