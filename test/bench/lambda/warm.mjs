// A warm function: loads the bundle, then runs the orders of its parent. Each is a number of calls, one after the other.
import { randomUUID } from 'node:crypto';
import { Session } from 'node:inspector/promises';
import { PerformanceObserver } from 'node:perf_hooks';
import { setImmediate } from 'node:timers/promises';
import { check, contextOf, load } from './load.mjs';

const { file, context } = JSON.parse(process.argv[2]);
const handler = await load(file);
const lambdaContext = contextOf(context);
let collections = 0;
const observer = new PerformanceObserver((list) => {
  collections += list.getEntries().length;
});

process.on('message', async (order) => {
  const events = Array.from({ length: order.calls }, () => {
    const event = structuredClone(order.event);
    event.requestContext.requestId = randomUUID();
    event.requestContext.requestTimeEpoch = Date.now();
    return event;
  });
  if (order.what === 'profile') process.send(await profiled(events));
  else if (order.what === 'allocation') process.send(await allocated(events));
  else process.send(await timed(events));
});
process.on('disconnect', () => process.exit());
process.send('ready');

async function run(events) {
  for (const event of events) check(await handler(event, lambdaContext));
}

async function timed(events) {
  const cpuBefore = process.cpuUsage();
  const startedAt = performance.now();
  await run(events);
  const wallUs = (performance.now() - startedAt) * 1_000;
  const { user, system } = process.cpuUsage(cpuBefore);
  return { wallUs: wallUs / events.length, cpuUs: (user + system) / events.length };
}

/** Bytes of the heap and of buffers. Counts only while nothing was collected. */
async function allocated(events) {
  observer.observe({ entryTypes: ['gc'] });
  globalThis.gc();
  await setImmediate();
  await setImmediate();
  const collectedBefore = collections;
  const before = process.memoryUsage();
  await run(events);
  const after = process.memoryUsage();
  await setImmediate();
  await setImmediate();
  observer.disconnect();
  const heapBytes = (after.heapUsed - before.heapUsed) / events.length;
  const bufferBytes = (after.arrayBuffers - before.arrayBuffers) / events.length;
  return { heapBytes, bufferBytes, isCollected: collections > collectedBefore };
}

async function profiled(events) {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.setSamplingInterval', { interval: 100 });
  await session.post('Profiler.start');
  await run(events);
  const { profile } = await session.post('Profiler.stop');
  session.disconnect();
  return { profile };
}
