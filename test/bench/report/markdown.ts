import type { Goal } from '../goals.ts';
import type { Machine } from '../machine.ts';
import type { Table } from '../policy/tables.ts';
import type { Results } from '../results.ts';
import { SAMPLE_TERMS } from '../stub/policies.ts';
import { tableLines } from './section.ts';
import { UNITS_BY_CALLBACK } from './storage-tables.ts';
import { tablesOf } from './tables.ts';

/** Returns the section "Bench" of docs/performance.md. */
export function markdownOf(results: Results, goals: readonly Goal[]): string {
  const tables = tablesOf(results, goals).filter(({ title }) => title !== UNITS_BY_CALLBACK);
  return ['## Bench', INTRODUCTION, machineText(results.machine), ...tables.map(markdownTable), ''].join('\n\n');
}

const INTRODUCTION = `\`npm run bench\` measures the bundles that are deployed, each in a process with Lambda's variables and Node options. Logs and metrics
are on. Their lines go to a pipe that another process empties, as Lambda's do. A stub in a process of its own answers for DynamoDB at once. Functions
that judge have the sample policy with a list of ${SAMPLE_TERMS.toLocaleString('en')} words. Contenders take turns, round by round. Figures are medians, with the quartiles in
parentheses. Ratios are medians of the rounds' ratios. Use the ratios, and compare only runs on the same idle machine.

- **Floor**: JSON.parse and the same PutItem with the SDK, bundled like our functions. It logs nothing. In the table "A callback", it gets the
  same body as the function of the row. The logging floor also writes a log line and a line of metrics by \`console.log\`; functions write both as one line.
- **Limit**: the floor with [a signer of 30 lines](../test/bench/floors/put-item.ts) in place of the SDK.
- **Peers**: the join event, written as their users would: [middy, zod, document client and Powertools](../test/bench/peers/middy.ts), and
  [hono, valibot and the document client](../test/bench/peers/hono.ts). The CDK's NodejsFunction bundles each in two ways: by its defaults, which
  leave the SDK to Lambda's runtime (here to \`node_modules\`), and with the SDK bundled. "× best peer" is the ratio to the peer that is best in that column.
- **CPU**: all threads of the process, so that the compiler's and the collector's count, too. Warm contenders have several processes, one after the other,
  because V8 does not optimise the same code in all of them. Before the first round each
  answers as many callbacks as the others, because V8 goes on optimising for thousands of calls. Before each turn it answers a few that are not timed, so
  that the processor's caches hold its code.
- **Steps**: shares of a CPU profile. A sample belongs to the step of its innermost function, by source maps. Node's own code counts for its caller.
- **Allocation**: growth of the heap while a young generation of 768 MB prevents collections.
- **Local server**: \`npm start\` with its embedded table. Its floor is a bare server that puts the body into such a table.
- **Judge**: a name of 64 characters without a term. Its floor searches for each term as it is written. "Wait" is how much
  longer the slowest of the first 30 requests of a process takes than with 10 terms.

\`--json\` prints all figures, with the ten largest packages of each bundle and write units by callback. \`--only SECTION\` measures one section,
\`--quick\` fewer rounds. \`--from FILE\` takes the figures of an earlier \`--json\`, and \`--write\` puts them into this section.`;

function machineText({ cpu, cores, node, date, commit, loadBefore, loadAfter, seconds }: Machine): string {
  const loads = `load ${loadBefore.toFixed(1)} before and ${loadAfter.toFixed(1)} at the end`;
  return `Measured on ${date.slice(0, 10)} at commit ${commit} in ${seconds.toFixed(0)} s, with Node ${node} on ${cores} cores of ${cpu}, ${loads}:`;
}

function markdownTable(table: Table): string {
  return `### ${table.title}\n\n${tableLines(table)}`;
}
