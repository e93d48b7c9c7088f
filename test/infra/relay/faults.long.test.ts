import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import type { FailureVerdict } from '../../../functions/openim/answer.ts';
import { catalogue } from '../../../functions/openim/catalogue.ts';
import { isOverwriting } from '../../../functions/openim/overwriting.ts';
import type { AuditRecord } from '../../../functions/record/record.ts';
import { startServer } from '../../../infra/local/server.ts';
import type { LoadedFunctions } from '../../support/call.ts';
import {
  bodyWith,
  CELLS,
  FAULT_ROWS,
  type FaultRow,
  isLost,
  meantVerdict,
  startFaultyReceiver,
  VERDICTS,
} from '../../support/fault-matrix.ts';
import { decodeAsGo, verdictOf } from '../../support/go.ts';
import { sha256 } from '../../support/proxy-event.ts';
import { RELAY_TOKEN, relayTo } from '../../support/relay.ts';
import { settleAll } from '../../support/settle.ts';
import { everyRecord } from '../../support/table.ts';

const now = () => new Date();
const EVENTS = CELLS.map((cell) => ({ ...cell, operation: `${cell.name}-${cell.verdict}` }));

/** Callbacks that a relay always refuses by itself, because a bare answer would blank fields. */
const OVERWRITING = catalogue.filter(isOverwriting).map(({ name }) => name);

const printed: string[] = [];
afterAll(() => console.info(printed.join('\n')));

/** Starts a receiver that fails as a row says, and a relay before it for each failure verdict. */
async function relaysTo(row: FaultRow) {
  const receiver = await startFaultyReceiver(row, {
    settings: { WEBHOOK_RELAY_TOKEN_HASHES: sha256(RELAY_TOKEN) },
    clock: now,
  });
  const listen = (failureVerdict: FailureVerdict, port: number) => {
    const functions = receiver.functions.get(failureVerdict) as LoadedFunctions;
    const { tokenHashes, relayTokenHashes } = functions.runtime.settings;
    const onRejected = () => {};
    return startServer({
      ...{ functions, host: '127.0.0.1', port, tokenHashes, relayTokenHashes, failureVerdict, onRejected },
    });
  };
  const paths = await Promise.all(
    VERDICTS.map(async (verdict) => {
      let server = await listen(verdict, 0);
      const { port } = server;
      const relay = await relayTo(port, { failureVerdict: verdict });
      onTestFinished(() => server.close().catch(() => {}));
      return {
        ...{ verdict, relay, leave: () => server.close() },
        comeBack: async () => {
          server = await listen(verdict, port);
        },
      };
    }),
  );
  /** Sends every callback at once. */
  const sendAll = (expected: (cell: (typeof CELLS)[number]) => string) =>
    settleAll(
      EVENTS.map(async (cell) => {
        const { name, verdict, operation } = cell;
        const body = bodyWith(name, operation);
        const path = paths.find((each) => each.verdict === verdict);
        const answer = JSON.stringify((await path?.relay.send(JSON.stringify(body), body.callbackCommand))?.answer);
        expect(verdictOf(answer), `${operation}: ${answer}`).toBe(expected(cell));
        expect(decodeAsGo(answer).actionCode, operation).toBe(0);
      }),
    );
  const recover = async () => {
    await receiver.recover(async () => {
      await Promise.all(paths.map(({ relay }) => relay.drained()));
    });
    for (const { relay } of paths) expect((await relay.status()).setAside).toBe(0);
    return everyRecord(receiver.table);
  };
  return { ...receiver, paths, sendAll, recover };
}

/**
 * Expects one record of each callback, and beside it at most one of a verdict that the relay gave or passed on.
 *
 * @param isDelivered verdicts must be delivered by the relay, because the receiver has stored none
 */
function expectEach(
  records: readonly AuditRecord[],
  expected: (cell: (typeof CELLS)[number]) => string,
  isDelivered: boolean,
) {
  for (const cell of EVENTS) {
    const { name, timing, operation } = cell;
    const mine = records.filter(({ operationID }) => operationID === operation);
    for (const { body } of mine) expect(body, operation).toBe(JSON.stringify(bodyWith(name, operation)));
    const own = mine.filter(({ relay }) => relay?.verdict);
    const judged = mine.filter(({ relay }) => !relay?.verdict);
    expect([judged.length, own.length], operation).toBeOneOf(
      timing === 'after'
        ? [[1, 0]]
        : [
            [1, 0],
            [1, 1],
            [0, 1],
          ],
    );
    if (timing === 'before' && isDelivered) expect(own, operation).toHaveLength(1);
    // The relay's record says what OpenIM got, if there is one.
    const { decision } = (own[0] ?? judged[0]) as AuditRecord;
    if (timing === 'before') expect(decision?.verdict === 'refuse', operation).toBe(expected(cell) === 'refuse');
    expect(new Set(mine.map(({ relay }) => relay?.id)).size, operation).toBe(1);
  }
}

describe('whatever fails behind the relay, OpenIM reads the verdict as without it, and each request is there once', () => {
  it.each(FAULT_ROWS)('$fault', async (row) => {
    const { sendAll, log, recover } = await relaysTo(row);
    const expected = (cell: (typeof CELLS)[number]) => meantVerdict(row, cell);

    await sendAll(expected);
    // The relay keeps after callbacks, and only asks about before callbacks.
    if (isLost(row)) expect(log().length).toBeGreaterThan(0);

    const records = await recover();
    expectEach(records, expected, isLost(row));
    const own = records.filter(({ relay }) => relay?.verdict).length;
    printed.push(`${row.fault.padEnd(36)} ${records.length} records, ${own} of them verdicts of the relay`);
  });

  it('receiver away', async () => {
    const { paths, sendAll, recover } = await relaysTo({ fault: 'receiver away' });
    await Promise.all(paths.map(({ leave }) => leave()));
    const expected = ({ name, timing, verdict }: (typeof CELLS)[number]) =>
      timing === 'before' && (verdict === 'refuse' || OVERWRITING.includes(name)) ? 'refuse' : 'go on';

    await sendAll(expected);

    await Promise.all(paths.map(({ comeBack }) => comeBack()));
    const records = await recover();
    expectEach(records, expected, true);
    expect(records).toHaveLength(EVENTS.length);
  });
});
