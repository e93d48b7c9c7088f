import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SQSEvent } from 'aws-lambda';
import { describe, expect, it, onTestFinished } from 'vitest';
import { chunksOf } from '../../../functions/audit/transport.ts';
import type { AuditRecord } from '../../../functions/record/record.ts';
import { createRedeliver } from '../../../infra/local/functions.ts';
import { restore } from '../../../infra/operator/audit/audit-restore.ts';
import { bodyOf } from '../../support/bodies.ts';
import { call, type LoadedFunctions, loadFunctions } from '../../support/call.ts';
import { startFaultyWay } from '../../support/faulty-way.ts';
import { emptyDirectory } from '../../support/processes.ts';
import { auditTable, everyItem, found } from '../../support/table.ts';

const NAME = 'before-set-group-member-info';
const body = bodyOf(NAME);
const groupID = String(body.groupID);

/** A function whose table can be broken, its log, and what puts that back. */
async function receiver() {
  const table = await auditTable();
  const way = await startFaultyWay(table.endpoint);
  onTestFinished(() => way.close());
  const functions = await loadFunctions(way.endpoint);
  const directory = await emptyDirectory();
  const putBack = async () => {
    await writeFile(join(directory, 'lost.log'), functions.log.join(''));
    return restore(table, join(directory, 'lost.log'));
  };
  const verdicts = async () =>
    (await found(table, { index: 'byGroup', id: groupID })).map(({ decision }) => decision?.verdict).sort();
  return { table, way, functions, putBack, verdicts };
}

it('puts a refusal back that is no repeat of what was allowed later', async () => {
  const { way, functions, putBack, verdicts } = await receiver();
  await way.break(['PutItem'], 'fails');
  expect((await call(functions, NAME, { body })).answer.nextCode).toBe(1);
  await way.mend();
  expect((await call(functions, NAME, { body })).answer.nextCode).toBe(0);

  expect(await putBack()).toMatchObject({ records: 1 });
  expect(await verdicts()).toEqual(['allow', 'refuse']);
});

it('makes what the table took without an answer say what was answered, and keeps it for its repeats', async () => {
  const { table, way, functions, putBack, verdicts } = await receiver();
  await way.break(['PutItem'], 'loses answers');
  expect((await call(functions, NAME, { body })).answer.nextCode).toBe(1);
  await way.mend();
  expect((await call(functions, NAME, { body })).answer.nextCode).toBe(0);
  expect(await verdicts()).toEqual(['allow', 'allow']);

  expect(await putBack()).toMatchObject({ records: 1 });
  expect(await verdicts()).toEqual(['allow', 'refuse']);
  const [first, ...others] = (await everyItem(table)).toSorted((a, b) => a.eventID.length - b.eventID.length);
  expect(first).toMatchObject({ outcome: 'refused', body: JSON.stringify(body), event: { groupID } });
  expect(others).toMatchObject([{ repeatOf: first?.eventID, outcome: 'allowed' }]);
});

it('makes a repeat that the table took without an answer say what was answered, so that two requests have two records', async () => {
  const { table, way, functions, putBack, verdicts } = await receiver();
  expect((await call(functions, NAME, { body, requestID: 'r-1' })).answer.nextCode).toBe(0);
  await way.break(['PutItem'], 'loses good answers');
  expect((await call(functions, NAME, { body, requestID: 'r-2' })).answer.nextCode).toBe(1);
  await way.mend();

  for (const _ of ['once', 'again']) expect(await putBack()).toMatchObject({ records: 1 });

  expect(await verdicts()).toEqual(['allow', 'refuse']);
  const items = await everyItem(table);
  const outcomes = Object.fromEntries(items.map(({ requestID, outcome }) => [requestID, outcome]));
  expect(outcomes).toEqual({ 'r-1': 'allowed', 'r-2': 'refused' });
  expect(items).toHaveLength(2);
});

describe('keeps a refusal that was put back when the queue delivers what had been judged', () => {
  /** What the queue delivers that took it without an answer: the record of what had been judged. */
  async function deliver(functions: LoadedFunctions, refused: AuditRecord, judged: Partial<AuditRecord>) {
    const { insteadOf, decision: _decision, ...rest } = refused;
    const record = { ...rest, eventID: String(insteadOf), ...judged } as AuditRecord;
    const Records = chunksOf(record).map((body, index) => ({ messageId: String(index), body }));
    const redeliver = createRedeliver(functions.runtime);
    expect(await redeliver({ Records } as SQSEvent)).toEqual({ batchItemFailures: [] });
  }
  const allowed = { outcome: 'allowed', decision: { verdict: 'allow' } } as const;

  it('by the policy', async () => {
    const { table, way, functions, putBack, verdicts } = await receiver();
    await way.break(['PutItem'], 'fails');
    expect((await call(functions, NAME, { body })).answer.nextCode).toBe(1);
    await way.mend();
    expect(await putBack()).toMatchObject({ records: 1 });
    const [refused] = await found(table, { index: 'byGroup', id: groupID });

    await deliver(functions, refused as AuditRecord, allowed);

    expect(await verdicts()).toEqual(['refuse']);
  });

  it('of a request that was refused twice', async () => {
    const { table, way, functions, putBack, verdicts } = await receiver();
    await way.break(['PutItem'], 'fails');
    for (const requestID of ['r-1', 'r-2']) await call(functions, NAME, { body, requestID });
    await way.mend();
    expect(await putBack()).toMatchObject({ records: 2 });
    const refused = (await found(table, { index: 'byGroup', id: groupID })).find(({ repeatOf }) => !repeatOf);

    for (const requestID of ['r-1', 'r-2']) await deliver(functions, { ...refused, requestID } as AuditRecord, allowed);

    expect(await verdicts()).toEqual(['refuse', 'refuse']);
  });

  it('of a callback that nothing judges', async () => {
    const { table, way, functions, putBack } = await receiver();
    const command = 'callbackBeforeCreateGroupCommand';
    const sent = { body: { callbackCommand: command, groupID }, pathParameters: { command } };
    await way.break(['PutItem'], 'fails');
    expect((await call(functions, 'other-callback', sent)).answer.nextCode).toBe(1);
    await way.mend();
    expect(await putBack()).toMatchObject({ records: 1 });
    const [refused] = await found(table, { index: 'byGroup', id: groupID });

    await deliver(functions, refused as AuditRecord, { outcome: 'recorded' });

    expect(await everyItem(table)).toMatchObject([{ outcome: 'refused' }]);
  });

  it('in the place of a repeat that the table had taken', async () => {
    const { table, way, functions, putBack, verdicts } = await receiver();
    expect((await call(functions, NAME, { body, requestID: 'r-1' })).answer.nextCode).toBe(0);
    await way.break(['PutItem'], 'loses good answers');
    expect((await call(functions, NAME, { body, requestID: 'r-2' })).answer.nextCode).toBe(1);
    await way.mend();
    expect(await putBack()).toMatchObject({ records: 1 });
    const refused = (await found(table, { index: 'byGroup', id: groupID })).find(({ repeatOf }) => repeatOf);

    const { repeatOf: insteadOf, ...rest } = refused as AuditRecord;
    await deliver(functions, { ...rest, insteadOf } as AuditRecord, allowed);

    expect(await verdicts()).toEqual(['allow', 'refuse']);
    expect(await everyItem(table)).toHaveLength(2);
  });

  it('in the place of what the table had taken, too', async () => {
    const { table, way, functions, putBack, verdicts } = await receiver();
    await way.break(['PutItem'], 'loses answers');
    expect((await call(functions, NAME, { body })).answer.nextCode).toBe(1);
    await way.mend();
    expect(await putBack()).toMatchObject({ records: 1 });
    const [refused] = await found(table, { index: 'byGroup', id: groupID });

    await deliver(functions, { ...refused, insteadOf: refused?.eventID } as AuditRecord, allowed);

    expect(await verdicts()).toEqual(['refuse']);
  });
});
