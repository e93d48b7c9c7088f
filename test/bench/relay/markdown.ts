import { tableLines } from '../report/section.ts';
import type { LossResult, Results, Way } from './results.ts';
import { answerTables, shown } from './tables.ts';

/**
 * Returns the section of docs/relay.md with what was lost.
 *
 * @throws {Error} when losses were not measured
 */
export function lossSection(results: Results): string {
  const { losses, flush } = results;
  if (losses.length === 0) throw new Error('no losses were measured');
  const rounds = Math.max(...losses.map((result) => result.rounds));
  const cases = losses.filter(({ way }) => way === 'relay');
  const table = tableLines({
    head: ['load', 'receiver answers in', 'lost directly', 'lost through the relay', "relay's answer, p50 ms"],
    rows: cases.map((result) => {
      const { load, receiver, lost, p50 } = result;
      const name = result.rounds < rounds ? `${load}, one round` : load;
      return [name, receiver, lostIn(losses, result, 'direct'), shown(lost, 0), shown(p50)];
    }),
  });
  const disk = `A flush of 4 kB took ${shown(flush.p50)} ms (p50) and ${shown(flush.p99)} ms (p99).`;
  return `### Losses of the last run\n\n${machineText(results, rounds)}\n${disk}\n\n${table}\n`;
}

/**
 * Returns the section of docs/load.md with the time of answers.
 *
 * @throws {Error} when answers were not measured
 */
export function answerSection(results: Results): string {
  if (results.after.length === 0) throw new Error('no answers were measured');
  const measured = answerTables(results).filter(({ rows }) => rows.length > 0);
  const tables = measured.map((table) => `${table.title}:\n\n${tableLines(table)}\n`);
  return `### Answers of the last run\n\n${machineText(results, results.rounds)}\n\n${tables.join('\n')}\n`;
}

function machineText({ date, machine, load }: Results, rounds: number): string {
  const loads = `${load.least.toFixed(1)} to ${load.most.toFixed(1)} processes wanted a core.`;
  return `Measured on ${date} on ${machine}. For each core, ${loads}\nMedians of ${rounds} rounds, with the least and the most in parentheses.`;
}

function lostIn(losses: readonly LossResult[], { load, receiver }: LossResult, way: Way): string {
  const found = losses.find((each) => each.load === load && each.receiver === receiver && each.way === way);
  return found === undefined ? 'not measured' : shown(found.lost, 0);
}
