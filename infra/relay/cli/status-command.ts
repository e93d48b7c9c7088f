import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import * as v from 'valibot';
import type { CliCommand } from '../../cli/cli-command.ts';
import { columnsIn, type Io, writeLine } from '../../cli/io.ts';
import { addOptions, flag, option, readOptions } from '../../cli/options.ts';
import { sentence, toJson } from '../../cli/printable.ts';
import { TextTable } from '../../cli/text-table.ts';
import { UsageError } from '../../cli/usage-error.ts';
import { VARIABLES } from '../relay-options.ts';
import { durationOf, placeOf } from '../status/relay-lines.ts';
import { RelayStatus, type TargetStatus } from '../status/relay-status.ts';

const TIMEOUT_MS = 3_000;

/** Status of a page whose relay can't read its spool. */
const UNAVAILABLE = 503;

const Options = v.object({
  port: option(v.optional(v.string()), { description: 'port of the relay (default: 10006)', value: 'PORT' }),
  host: option(v.optional(v.string()), {
    description: 'address that it listens on (default: 127.0.0.1)',
    value: 'ADDRESS',
  }),
  json: flag('prints JSON'),
});

/** `relay status`: what waits, for whom, since when and why. */
export function defineStatus(command: CliCommand, { stdout, env }: Io): void {
  command.description('Shows what waits in a running relay of this machine, and why.').action(async () => {
    const options = readOptions(command, Options);
    const port = options.port ?? (env[VARIABLES.port] || '10006');
    const host = reachable(options.host ?? (env[VARIABLES.host] || '127.0.0.1'));
    const status = await ask(host, port);
    if (options.json) return writeLine(stdout, toJson(status));
    for (const line of linesOf(status, columnsIn(stdout))) writeLine(stdout, line);
  });
  addOptions(command, Options);
}

/** A relay that listens on all addresses is asked on the loopback address. */
function reachable(host: string): string {
  return host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
}

async function ask(host: string, port: string): Promise<RelayStatus> {
  const answered = Promise.withResolvers<{ readonly status: number | undefined; readonly body: string }>();
  try {
    // Throws for a port or host that is not valid.
    request({ host, port, path: '/status', timeout: TIMEOUT_MS }, (response) =>
      text(response).then((body) => answered.resolve({ status: response.statusCode, body }), answered.reject),
    )
      .once('timeout', () => answered.reject(new Error('timeout')))
      .once('error', answered.reject)
      .end();
    const { status, body } = await answered.promise;
    if (status === UNAVAILABLE)
      throw new UsageError(`The relay on ${host}:${port} answers: ${sentence(body.trim())} Look at its lines.`);
    return v.parse(v.pipe(v.string(), v.parseJson(), RelayStatus), body);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(
      `No relay answers on ${host}:${port}. Start it, or set --port and --host to those of the relay.`,
    );
  }
}

function linesOf(status: RelayStatus, width: number | undefined): string[] {
  const { targets, totals, setAside, spoolBytes, spoolLimitBytes, storedPerSecond, deliveredPerSecond, lastError } =
    status;
  const table = new TextTable(['WAITING', 'OLDEST', 'STATE', 'FOR'], width);
  const rejected = Object.entries(totals.rejected).map(([reason, count]) => `${count} ${reason}`);
  return [
    ...table.page(targets.map(rowOf)),
    '',
    `spool        ${megabytes(spoolBytes)} of ${megabytes(spoolLimitBytes)} MB`,
    `last minute  ${storedPerSecond.toFixed(1)} stored a second, ${deliveredPerSecond.toFixed(1)} delivered a second`,
    `set aside    ${setAside}${setAside > 0 ? '. See: relay set-aside list' : ''}`,
    `since start  ${totals.stored} stored, ${totals.delivered} delivered (started ${status.startedAt})`,
    `rejected     ${rejected.join(', ') || '0'}`,
    `before       ${totals.passedThrough} decided by the receiver, ${totals.answeredByOthers} by other servers, ${totals.ownVerdicts} by the relay's failure verdict`,
    ...(lastError ? [`last error   ${lastError.at}  ${sentence(lastError.reason)}`] : []),
  ];
}

function rowOf({ waiting, oldestSeconds, state, reason, waitingForSeconds = 0, ...target }: TargetStatus): string[] {
  const shown = state === 'open' ? 'open' : sentence(`${state} for ${durationOf(waitingForSeconds)}: ${reason}`);
  return [String(waiting), waiting === 0 ? '-' : durationOf(oldestSeconds), shown, placeOf(target)];
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}
