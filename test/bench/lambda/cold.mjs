// One cold start: loads the bundle and sends it requests one after the other. The result goes to file descriptor 3.
import { writeSync } from 'node:fs';
import { check, contextOf, load, requiredBytes } from './load.mjs';

const { file, event, context, requests } = JSON.parse(process.argv[2]);
const events = Array.from({ length: requests }, (_, at) => {
  const copy = structuredClone(event);
  copy.requestContext.requestId += at;
  return copy;
});
const lambdaContext = contextOf(context);

const cpuBefore = process.cpuUsage();
const startedAt = performance.now();
const handler = await load(file);
const loadedAt = performance.now();
const answers = [];
let cpu;
for (const each of events) {
  const from = performance.now();
  const answer = await handler(each, lambdaContext);
  answers.push(performance.now() - from);
  cpu ??= process.cpuUsage(cpuBefore);
  check(answer);
}

const loadMs = loadedAt - startedAt;
const result = {
  loadMs,
  firstMs: loadMs + answers[0],
  cpuMs: (cpu.user + cpu.system) / 1_000,
  answersMs: answers,
  requiredBytes: requiredBytes(),
};
writeSync(3, JSON.stringify(result));
process.exit(0);
