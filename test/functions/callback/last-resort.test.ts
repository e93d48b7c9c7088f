import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SQSEvent } from 'aws-lambda';
import { expect, it, onTestFinished, vi } from 'vitest';
import { piecesOf } from '../../../functions/audit/transport.ts';
import { loadRedeliver } from '../../../infra/local/functions.ts';
import { restore } from '../../../infra/operator/audit-restore.ts';
import { bodyOf } from '../../support/bodies.ts';
import { call, loadFunctions } from '../../support/call.ts';
import { startFaultyServer } from '../../support/faults.ts';
import { startFaultyWay } from '../../support/faulty-way.ts';
import { emptyDirectory } from '../../support/processes.ts';
import { capturedStderr } from '../../support/stderr.ts';
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
  const log = capturedStderr();
  const directory = await emptyDirectory();
  const putBack = async () => {
    await writeFile(join(directory, 'lost.log'), log.join(''));
    return restore(table, join(directory, 'lost.log'));
  };
  const verdicts = async () =>
    (await found(table, { index: 'byGroup', id: groupID })).map(({ decision }) => decision?.verdict).sort();
  return { table, way, functions, putBack, verdicts };
}

it('answers only when the log has the whole record', async () => {
  const { endpoint } = await startFaultyServer('refuses');
  const functions = await loadFunctions(endpoint);
  const waiting: (() => void)[] = [];
  const stderr = vi.spyOn(process.stderr, 'write').mockImplementation((_text, ...rest) => {
    waiting.push(rest.at(-1) as () => void);
    return false;
  });
  onTestFinished(() => stderr.mockRestore());
  let isAnswered = false;

  const answered = call(functions, NAME, { body }).then(() => {
    isAnswered = true;
  });
  await vi.waitFor(() => expect(waiting).toHaveLength(1), { interval: 1 });
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(isAnswered).toBe(false);
  for (const written of waiting) written();
  await answered;
});

it('answers although nobody reads the log', async () => {
  const { endpoint } = await startFaultyServer('refuses');
  const functions = await loadFunctions(endpoint);
  const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(false);
  onTestFinished(() => stderr.mockRestore());

  expect((await call(functions, NAME, { body })).answer).toMatchObject({ errCode: 5503, nextCode: 1 });
});

it('puts a refusal back that is no repeat of what was allowed later', async () => {
  const { way, functions, putBack, verdicts } = await receiver();
  await way.break(['PutItem'], 'fails');
  expect((await call(functions, NAME, { body })).answer.nextCode).toBe(1);
  await way.mend();
  expect((await call(functions, NAME, { body })).answer.nextCode).toBe(0);

  expect(await putBack()).toMatchObject({ records: 1 });
  expect(await verdicts()).toEqual(['allow', 'refuse']);
});

it('puts a refusal in the place of what the table took without an answer', async () => {
  const { table, way, functions, putBack, verdicts } = await receiver();
  await way.break(['PutItem'], 'loses answers');
  expect((await call(functions, NAME, { body })).answer.nextCode).toBe(1);
  await way.mend();
  expect(await verdicts()).toEqual(['allow']);

  expect(await putBack()).toMatchObject({ records: 1 });
  expect(await verdicts()).toEqual(['refuse']);
  expect((await everyItem(table)).length).toBe(1);
});

it('keeps a refusal that was put back when the queue delivers what had been judged', async () => {
  const { table, way, functions, putBack, verdicts } = await receiver();
  await way.break(['PutItem'], 'fails');
  expect((await call(functions, NAME, { body })).answer.nextCode).toBe(1);
  await way.mend();
  expect(await putBack()).toMatchObject({ records: 1 });
  const [refused] = await found(table, { index: 'byGroup', id: groupID });
  const { insteadOf, decision: _decision, ...rest } = refused ?? ({} as never);
  const judged = { ...rest, eventID: String(insteadOf), outcome: 'allowed', decision: { verdict: 'allow' } } as const;

  const redeliver = await loadRedeliver();
  const Records = piecesOf(judged).map((body, index) => ({ messageId: String(index), body }));
  expect(await redeliver({ Records } as SQSEvent)).toEqual({ batchItemFailures: [] });

  expect(await verdicts()).toEqual(['refuse']);
});
