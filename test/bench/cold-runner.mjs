// One cold start: loads the bundle that the first argument names, and sends it the event of the second.
const [, , file, event] = process.argv;
const startedAt = performance.now();
const { handler } = await import(file);
const loadedAt = performance.now();
const { statusCode } = await handler(JSON.parse(event), {});
const answeredAt = performance.now();
if (statusCode !== 200) throw new Error(`answered ${statusCode}`);
process.stdout.write(`COLD ${JSON.stringify({ load: loadedAt - startedAt, answer: answeredAt - startedAt })}\n`);
process.exit(0);
