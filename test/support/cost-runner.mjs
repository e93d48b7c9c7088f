// Loads a bundle, sends it a callback several times, and counts the timers and signals that the second half of them make.
import { createHook } from 'node:async_hooks';

const [, , file, event, times] = process.argv;
const made = { timers: 0, signals: 0 };
let isCounting = false;
const count = (what) => {
  if (isCounting) made[what] += 1;
};
createHook({ init: (_id, type) => type === 'Timeout' && count('timers') }).enable();
globalThis.AbortController = class extends AbortController {
  constructor() {
    super();
    count('signals');
  }
};
for (const name of ['timeout', 'any', 'abort']) {
  const make = AbortSignal[name].bind(AbortSignal);
  AbortSignal[name] = (...args) => {
    count('signals');
    return make(...args);
  };
}

const { handler } = await import(file);
const { body, requestContext, ...rest } = JSON.parse(event);
for (let call = 0; call < 2 * times; call += 1) {
  isCounting = call >= times;
  const next = {
    ...rest,
    body: JSON.stringify({ ...JSON.parse(body), operationID: `operation-${call}` }),
    requestContext: { ...requestContext, requestId: `request-${call}` },
  };
  await handler(next, { awsRequestId: `call-${call}`, getRemainingTimeInMillis: () => 5_000 });
  isCounting = false;
}
process.stdout.write(`MADE ${JSON.stringify(made)}\n`);
process.exit(0);
