const FIRST_CALLBACK_MS = 60_000;

/**
 * Calls `onSilence` if no callback arrives in the first minute.
 *
 * @param startTimer calls a function once after a delay; returns a function that cancels
 * @returns a function to call for each callback
 */
export function expectFirstCallback(onSilence: () => void, startTimer = startUnrefTimer): () => void {
  return startTimer(onSilence, FIRST_CALLBACK_MS);
}

function startUnrefTimer(callback: () => void, delayMs: number): () => void {
  const timer = setTimeout(callback, delayMs).unref();
  return () => clearTimeout(timer);
}

/** Returns the checks for missing callbacks, most likely cause first. */
export function silenceText(port: number): string {
  return `
No callback arrived in the first minute. If OpenIM should have sent one, check that

  - OpenIM was restarted, because it reads webhooks.yml only when it starts
  - the callbacks are on in webhooks.yml (enable: true). The command above shows what is missing
  - no variable IMENV_WEBHOOKS_… of OpenIM is set, because it overrides webhooks.yml
  - "url" in webhooks.yml has the port ${port}, and the right token if lines above say notAuthenticated
  - OpenIM's machine reaches this address. There, curl http://HOST:${port}/health must print {"status":"ok"}
  - OpenIM in a container does not use 127.0.0.1, which is the container itself. Start with a token and --host 0.0.0.0,
    and put the address of this machine into webhooks.yml

npm run doctor -- --webhooks OPENIM/config/webhooks.yml checks most of this.
`;
}
