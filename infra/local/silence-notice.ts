/** Time after the start within which somebody who tries it out has sent a first callback. */
const FIRST_CALLBACK_MS = 60_000;

/**
 * Calls `onSilence` once when the first callback is missing.
 *
 * @returns what to call when a callback has come
 */
export function expectFirstCallback(onSilence: () => void): () => void {
  const timer = setTimeout(onSilence, FIRST_CALLBACK_MS).unref();
  return () => clearTimeout(timer);
}

/** Lists what to check when OpenIM does not call, the likeliest first. */
export function silenceText(port: number): string {
  return `
No callback arrived in the first minute. If OpenIM should have sent one, check that

  - OpenIM was restarted: it reads webhooks.yml only at its start
  - the switches of the callbacks are on in webhooks.yml (enable: true): the command above shows what is missing
  - no variable IMENV_WEBHOOKS_… of OpenIM is set: it overrides webhooks.yml
  - "url" in webhooks.yml has the port ${port}, and the right token if lines above say notAuthenticated
  - OpenIM reaches this address: there, curl http://HOST:${port}/health must print {"status":"ok"}
  - OpenIM in a container does not use 127.0.0.1, which is the container itself: start with a token and --host 0.0.0.0,
    and put the address of this machine into webhooks.yml
`;
}
