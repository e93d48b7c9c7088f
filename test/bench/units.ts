import { hash } from 'node:crypto';
import { unitsOf } from '../../functions/audit/item-size.ts';
import { writeUnitsOf } from '../../functions/audit/write-units.ts';
import { routes } from '../../infra/routes.ts';
import { call, loadFunctions } from '../support/call.ts';
import { AUTHENTICATED } from '../support/proxy-event.ts';
import { realRequests } from '../support/send-callback.ts';
import { auditTable, everyItem } from '../support/table.ts';
import { figureOf } from './figures.ts';
import type { UnitsRow } from './results.ts';

const BODY_BYTES = [256, 512, 1_024, 2_048, 4_096, 16_384, 65_536, 262_144];
const PADDED = 'callbackAfterJoinGroupCommand';

interface Sent {
  readonly path: string;
  readonly body: string;
}

/** Counts the write units of what the functions store of the bodies of a running server, and of bodies of given sizes. */
export async function measureUnits(): Promise<{ byCallback: UnitsRow[]; bySize: UnitsRow[] }> {
  const byCommand = Map.groupBy(realRequests(), ({ path }) => path.replace(/^\/|\?.*$/g, ''));
  const byCallback: UnitsRow[] = [];
  for (const [name, requests] of byCommand) byCallback.push(await unitsFor(name, requests));
  const bySize: UnitsRow[] = [];
  for (const bytes of BODY_BYTES)
    bySize.push(await unitsFor(`${bytes}`, [{ path: `/${PADDED}`, body: padded(bytes) }]));
  return { byCallback: byCallback.toSorted((a, b) => (a.name < b.name ? -1 : 1)), bySize };
}

/** Each request has a table of its own, so that everything in the table belongs to it. */
async function unitsFor(name: string, requests: readonly Sent[]): Promise<UnitsRow> {
  const units: Awaited<ReturnType<typeof unitsOfRequest>>[] = [];
  for (const request of requests) units.push(await unitsOfRequest(request));
  const of = (what: 'bodyBytes' | 'table' | 'indexes' | 'floor') => figureOf(units.map((each) => each[what]));
  const together = figureOf(units.map(({ table, indexes }) => table + indexes));
  const row = { name, bodies: requests.length, bodyBytes: of('bodyBytes'), floor: of('floor') };
  return { ...row, table: of('table'), indexes: of('indexes'), together };
}

async function unitsOfRequest({ path: address, body }: Sent) {
  const [path = ''] = address.split('?');
  let close = async () => {};
  const table = await auditTable((end) => {
    close = end;
  });
  const functions = await loadFunctions(table.endpoint);
  const what = { body, path, pathParameters: { command: path.slice(1) }, headers: AUTHENTICATED };
  await call(functions, routes.get(path) ?? 'other-callback', what);
  const costs = (await everyItem(table)).map(writeUnitsOf);
  await close();
  const sum = (part: 'table' | 'indexes') => costs.reduce((before, cost) => before + cost[part], 0);
  const bodyBytes = Buffer.byteLength(body);
  return { bodyBytes, floor: unitsOf(bodyBytes), table: sum('table'), indexes: sum('indexes') };
}

/** A body of so many bytes, most of them in one field that does not compress well. */
function padded(bytes: number): string {
  const body = { callbackCommand: PADDED, operationID: '1700000000001', groupID: '3264894561', userID: '7421360985' };
  const empty = JSON.stringify({ ...body, reqMessage: '' });
  const length = bytes - empty.length;
  const text = Array.from({ length: Math.ceil(length / 44) }, (_, at) => hash('sha256', `${at}`, 'base64')).join('');
  return JSON.stringify({ ...body, reqMessage: text.slice(0, length) });
}
