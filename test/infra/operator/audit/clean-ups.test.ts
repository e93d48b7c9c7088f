import { type DynamoDBClient, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { describe, expect, it } from 'vitest';
import { entryOf, furtherPeopleOf } from '../../../../functions/audit/person-entries.ts';
import { type AuditQuery, list } from '../../../../functions/audit/query.ts';
import type { Table } from '../../../../functions/dynamodb/table.ts';
import { type AuditRecord, recordOf } from '../../../../functions/record/record.ts';
import { dismissalBefore, withCleanUps } from '../../../../infra/operator/audit/clean-ups.ts';
import { auditTable } from '../../../support/table.ts';

const DISMISSED = 'callbackAfterDisMissGroupCommand';
const START_MS = Date.parse('2026-03-04T05:06:07.000Z');

interface Sent {
  readonly id: string;
  readonly atMs: number;
  readonly members?: readonly string[];
  readonly groupID?: string;
  readonly operationID?: string;
  readonly command?: string;
  readonly extra?: Record<string, unknown>;
}

function sent({ id, atMs, members = [], groupID = 'g', operationID, command = DISMISSED, extra }: Sent): AuditRecord {
  const receivedAt = new Date(START_MS + atMs).toISOString().replace('Z', '000Z');
  const event = { groupID, ownerID: 'alice', groupType: 2, membersID: members, ...extra };
  const received = {
    requestID: id,
    receivedAt,
    sourceIP: '',
    command,
    body: Buffer.from(JSON.stringify({ id, event })),
  };
  return {
    ...recordOf(received, { outcome: 'recorded', groupID, userID: 'alice', operationID, event }),
    eventID: id,
  };
}

const FULL = { id: 'full', atMs: 0, members: ['alice', 'bob'] };
const EMPTY = { id: 'empty', atMs: 400 };

async function tableWith(...records: readonly object[]) {
  const { client, name } = await auditTable();
  for (const item of records) await client.send(new PutItemCommand({ TableName: name, Item: marshall(item) }));
  const queries: QueryCommand[] = [];
  const send = (command: unknown, ...rest: never[]) => {
    if (command instanceof QueryCommand) queries.push(command);
    return client.send(command as never, ...rest);
  };
  const counting: DynamoDBClient = new Proxy(client, {
    get: (target, property) => (property === 'send' ? send : Reflect.get(target, property)),
  });
  return { table: { client: counting, name }, queries };
}

const BY_GROUP = { index: 'byGroup', id: 'g' } as const;

function isComplete({ index }: AuditQuery): boolean {
  return index === 'byGroup' || index === 'byDay';
}

async function cleanUpsIn(table: Table, wanted: AuditQuery = BY_GROUP, limit = 50) {
  const rows = await Array.fromAsync(withCleanUps(table, isComplete(wanted), list(table, wanted, limit)));
  return rows.map(({ eventID, isCleanUp }) => (isCleanUp ? `${eventID}*` : eventID));
}

describe('an empty dismissal', () => {
  it.each([
    { about: 'soon after a full one', records: [FULL, EMPTY], rows: ['empty*', 'full'] },
    { about: '5 s after it', records: [FULL, { ...EMPTY, atMs: 5_000 }], rows: ['empty*', 'full'] },
    { about: 'later', records: [FULL, { ...EMPTY, atMs: 5_001 }], rows: ['empty', 'full'] },
    { about: 'before it', records: [FULL, { ...EMPTY, atMs: -1 }], rows: ['full', 'empty'] },
    { about: 'of another group', records: [FULL, { ...EMPTY, groupID: 'other' }], rows: ['empty', 'full'] },
    { about: 'alone', records: [EMPTY], rows: ['empty'] },
    { about: 'after another empty one', records: [{ ...FULL, members: [] }, EMPTY], rows: ['empty', 'full'] },
    {
      about: 'after something else with members',
      records: [{ ...FULL, command: 'callbackAfterCreateGroupCommand' }, EMPTY],
      rows: ['empty', 'full'],
    },
    {
      about: 'with a text that looks like members',
      records: [FULL, { ...EMPTY, members: ['x'], extra: { a: '"  membersID=[]  "' } }],
      rows: ['empty', 'full'],
    },
    {
      about: 'with others in between',
      records: [FULL, EMPTY, { id: 'between', atMs: 200, command: 'callbackAfterQuitGroupCommand' }],
      rows: ['empty*', 'between', 'full'],
    },
  ])('$about: $rows', async ({ records, rows }) => {
    const { table } = await tableWith(...records.map(sent));
    expect(await cleanUpsIn(table, { index: 'byDay', day: '2026-03-04' })).toEqual(rows);
  });

  it('is one in the same millisecond, whichever of the two comes first in the list', async () => {
    const { table } = await tableWith();
    const rows = [sent(FULL), sent({ ...EMPTY, atMs: 0 })];
    const older = sent({ id: 'older', atMs: -9_000, command: 'callbackAfterQuitGroupCommand' });
    for (const inOrder of [rows, rows.toReversed()]) {
      async function* listed() {
        yield* [...inOrder, older];
      }
      const marked = await Array.fromAsync(withCleanUps(table, true, listed()));
      expect(marked.flatMap(({ eventID, isCleanUp }) => (isCleanUp ? [eventID] : []))).toEqual(['empty']);
    }
  });
});

describe('a list', () => {
  it('asks for no more than it reads, where it has the dismissal or everything of those seconds', async () => {
    const older = { id: 'older', atMs: -9_000, command: 'callbackAfterQuitGroupCommand' };
    const { table, queries } = await tableWith(
      ...[FULL, EMPTY, older, { ...EMPTY, id: 'alone', atMs: 60_000 }].map(sent),
    );

    expect(await cleanUpsIn(table)).toEqual(['alone', 'empty*', 'full', 'older']);
    expect(queries).toHaveLength(1);
  });

  it.each([
    { about: 'its page', wanted: BY_GROUP, limit: 1 },
    { about: 'its time', wanted: { ...BY_GROUP, since: '2026-03-04T05:06:07.100Z' }, limit: 9 },
    { about: 'its operation', wanted: { index: 'byOperation', id: 'second' } as const, limit: 9 },
  ])('asks the group once more where the dismissal is not in $about', async ({ wanted, limit }) => {
    const { table, queries } = await tableWith(sent(FULL), sent({ ...EMPTY, operationID: 'second' }));

    expect(await cleanUpsIn(table, wanted, limit)).toEqual(['empty*']);
    expect(queries.at(-1)?.input).toMatchObject({ IndexName: 'byGroup' });
    expect(queries.length).toBeLessThanOrEqual(2);
  });

  it('asks the group where a list by another key has older records, which prove nothing', async () => {
    const older = { id: 'older', atMs: -9_000, operationID: 'second', command: 'callbackAfterQuitGroupCommand' };
    const { table } = await tableWith(sent(FULL), sent({ ...EMPTY, operationID: 'second' }), sent(older));

    expect(await cleanUpsIn(table, { index: 'byOperation', id: 'second' })).toEqual(['empty*', 'older']);
  });

  it('holds back a thousand rows at most, and then asks the group', async () => {
    const { table, queries } = await tableWith(sent(FULL), sent(EMPTY));
    let read = 0;
    async function* listed() {
      yield sent(EMPTY);
      for (; read < 2_000; read += 1)
        yield sent({ id: `other-${read}`, groupID: 'other', atMs: 300, command: 'callbackAfterQuitGroupCommand' });
    }
    const { value } = await withCleanUps(table, true, listed()).next();

    expect(value).toMatchObject({ eventID: 'empty', isCleanUp: true });
    expect(read).toBeLessThan(1_000);
    expect(queries).toHaveLength(1);
  });

  it('asks across midnight', async () => {
    const beforeMidnight = Date.parse('2026-03-05T00:00Z') - START_MS;
    const { table } = await tableWith(
      sent({ ...FULL, atMs: beforeMidnight - 100 }),
      sent({ ...EMPTY, atMs: beforeMidnight + 300 }),
    );
    expect(await cleanUpsIn(table, { index: 'byDay', day: '2026-03-05' })).toEqual(['empty*']);
  });

  it('comes in its order, and the rest of it follows each clean-up', async () => {
    const records = Array.from({ length: 20 }, (_, index) => [
      sent({ ...FULL, id: `f${index}`, groupID: `g${index}`, atMs: index * 700 }),
      sent({ ...EMPTY, id: `e${index}`, groupID: `g${index}`, atMs: index * 700 + 950 }),
    ]).flat();
    const { table } = await tableWith(...records);
    const wanted = { index: 'byDay', day: '2026-03-04' } as const;
    const inOrder = (await Array.fromAsync(list(table, wanted, 99))).map(({ eventID }) => eventID);

    expect(await cleanUpsIn(table, wanted)).toEqual(inOrder.map((id) => (id.startsWith('e') ? `${id}*` : id)));
  });

  it('shows a member the dismissal alone, which is no clean-up', async () => {
    const full = sent(FULL);
    const entries = furtherPeopleOf(full).map((person) => entryOf(full, person));
    const { table } = await tableWith(full, sent(EMPTY), ...entries);

    expect(await cleanUpsIn(table, { index: 'byUser', id: 'bob' })).toEqual(entries.map(({ eventID }) => eventID));
    expect(await cleanUpsIn(table, { index: 'byUser', id: 'alice' })).toEqual(['empty*', 'full']);
  });

  it('of records without a summary reads their events', async () => {
    const { summary: _full, ...full } = sent(FULL);
    const { summary: _empty, ...empty } = sent(EMPTY);
    const listed = (async function* () {
      yield* [empty, full];
    })();
    const { table } = await tableWith();
    expect(await Array.fromAsync(withCleanUps(table, true, listed))).toEqual([{ ...empty, isCleanUp: true }, full]);
  });
});

it('finds the dismissal of a clean-up', async () => {
  const { table } = await tableWith(sent(FULL), sent(EMPTY));
  expect(await dismissalBefore(table, sent(EMPTY))).toMatchObject({ eventID: 'full' });
  expect(await dismissalBefore(table, sent(FULL))).toBeUndefined();
  expect(await dismissalBefore(table, { ...sent(EMPTY), receivedAt: 'never' })).toBeUndefined();
});
