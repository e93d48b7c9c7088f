import { randomBytes } from 'node:crypto';
import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { entryOf, furtherPeopleOf } from '../../../../functions/audit/person-entries.ts';
import type { RelayVerdict } from '../../../../functions/record/relayed.ts';
import { recordWith, recordWithBody } from '../../../../infra/operator/audit/one-record.ts';
import { bodyOf } from '../../../support/bodies.ts';
import { call, loadFunctions } from '../../../support/call.ts';
import { runHere } from '../../../support/commands.ts';
import { deliver, relayed } from '../../../support/deliveries.ts';
import { auditTable, everyItem, type TestTable } from '../../../support/table.ts';

const KICK = 'callbackAfterKickGroupCommand';
const kick = { callbackCommand: KICK, groupID: 'g77', kickedUserIDs: ['bob', 'dan'], reason: 'rude' };
const dismissal = { ...bodyOf('after-dismiss-group'), groupID: 'g78', ownerID: 'alice', membersID: ['alice', 'bob'] };

let table: TestTable;
let send: (body: object) => Promise<unknown>;
beforeEach(async () => {
  table = await auditTable();
  const functions = await loadFunctions(table.endpoint);
  send = (body) =>
    body === kick
      ? call(functions, 'other-callback', { body, path: `/${KICK}`, pathParameters: { command: KICK } })
      : call(functions, 'after-dismiss-group', { body });
});

const audit = (...args: string[]) => runHere(['audit', ...args], { AWS_ENDPOINT_URL_DYNAMODB: table.endpoint });

/** Returns the eventIDs that --ids shows, newest first. */
async function shownIDs(...args: string[]): Promise<string[]> {
  const { stdout } = await audit('--ids', ...args);
  const [, ...lines] = stdout.trim().split('\n');
  return lines.map((line) => line.split(' ').at(-1) ?? '');
}

describe('npm run audit -- show', () => {
  it('explains a record whose eventID was copied from a list', async () => {
    await send(kick);
    const [eventID = ''] = await shownIDs('--group', 'g77');

    const { code, stdout } = await audit('show', eventID);

    expect(code).toBe(0);
    expect(stdout).toMatch(/^bob and dan were removed from the group g77 by an unknown operator\. Reason: rude\n\n/);
    expect(stdout).toContain(`\n  eventID   ${eventID}\n`);
    expect(stdout).toContain(`\nBody as received\n  ${JSON.stringify(kick)}\n\nAnswer to OpenIM\n  HTTP 200  {`);
  });

  it('shows a repeat with the body of its first record, and the record of an entry', async () => {
    await send(kick);
    await send(kick);
    const [repeat = '', first = ''] = await shownIDs('--group', 'g77');
    const record = await recordWith(table, first);
    const [dan] = record ? furtherPeopleOf(record).map((person) => entryOf(record, person)) : [];
    await table.client.send(new PutItemCommand({ TableName: table.name, Item: marshall(dan) }));

    expect((await audit('show', repeat)).stdout).toContain(
      `\nBody as received, from the first record ${first}\n  ${JSON.stringify(kick)}\n`,
    );
    expect(await shownIDs('--user', 'dan')).toEqual([first]);
    expect(await audit('show', dan?.eventID ?? '')).toEqual(await audit('show', first));
  });

  it('shows a clean-up as such, in lists, too, and leaves the records as they are', async () => {
    await send(dismissal);
    await send({ ...dismissal, membersID: [] });
    const [cleanUp = '', full = ''] = await shownIDs('--group', 'g78');

    expect((await audit('--group', 'g78', '--limit', '1')).stdout).toContain('  clean-up after the dismissal of g78\n');
    const { stdout } = await audit('show', cleanUp);
    expect(stdout).toMatch(/^This is the clean-up after the dismissal of the group g78, which OpenIM sends/);
    expect(stdout).toContain(`\n  clean-up of  ${full}\n`);
    expect((await audit('show', full)).stdout).toMatch(
      /^An unknown operator dismissed the group g78 of the owner alice/,
    );
    expect((await everyItem(table)).map(({ outcome }) => outcome)).toEqual(['recorded', 'recorded']);
  });

  it('shows an empty dismissal that stands alone as a dismissal', async () => {
    await send({ ...dismissal, membersID: [] });
    const [eventID = ''] = await shownIDs('--group', 'g78');

    expect((await audit('--group', 'g78')).stdout).toContain('  groupType=2  membersID=[]\n');
    expect((await audit('show', eventID)).stdout).toMatch(
      /^An unknown operator dismissed the group g78 of the owner alice\n/,
    );
  });

  it('prints the whole record as JSON, with its sentence', async () => {
    await send(kick);
    const [record] = await everyItem(table);

    const { stdout } = await audit('show', record?.eventID, '--json');

    const sentence = 'bob and dan were removed from the group g77 by an unknown operator. Reason: rude';
    expect(JSON.parse(stdout)).toEqual({ ...record, sentence });
  });

  it.each(['unknown', '', 'a\u001b[2J', '@x'])('says that there is no record %j', async (eventID) => {
    const { code, stdout, stderr } = await audit('show', eventID);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toBe(
      `No record in ${table.endpoint} has the eventID ${eventID === 'unknown' || eventID === '@x' ? eventID : JSON.stringify(eventID)}. Copy one from npm run audit -- --ids.\n`,
    );
  });

  it('needs one eventID', async () => {
    expect((await audit('show')).stderr).toBe('Wrong number of arguments. Use: npm run audit -- show EVENTID\n');
  });
});

describe('one record', () => {
  it('has its parts put together, whatever its ID is taken from', async () => {
    // Names that do not compress take more than an item.
    const membersID = Array.from({ length: 10_000 }, () => randomBytes(48).toString('base64url'));
    const body = { ...dismissal, membersID };
    await send(body);
    await send(body);
    const [repeatID = '', firstID = ''] = await shownIDs('--group', 'g78');

    expect((await everyItem(table)).filter((item) => 'partOf' in item)).toHaveLength(4);
    const first = await recordWith(table, firstID);
    expect(first).toMatchObject({ eventID: firstID, body: JSON.stringify(body) });
    expect((await recordWith(table, repeatID))?.event?.membersID).toHaveLength(10_000);
    const entryIDs = first === undefined ? [] : furtherPeopleOf(first).map((person) => entryOf(first, person).eventID);
    const hash = entryIDs.at(-1)?.split('@')[1] ?? '';
    expect(await recordWith(table, `${repeatID}@${hash}`)).toMatchObject({ eventID: repeatID });
    for (const id of [`${repeatID}@0123456789abcdef`, `${repeatID}@`, `${repeatID}@${hash}@`])
      expect(await recordWith(table, id)).toBeUndefined();
    for (const id of ['x'.repeat(3_000), `${firstID}#${first?.requestID}#part1`])
      expect(await recordWith(table, id)).toBeUndefined();
  });

  it('has no body when the first record is gone', async () => {
    await send(kick);
    const [item] = await everyItem(table);
    const { body: _body, ...record } = { ...(await recordWith(table, item?.eventID)), repeatOf: 'gone' };
    expect(await recordWithBody(table, record as never)).toBeUndefined();
  });
});

describe('npm run audit -- show of a callback that a relay answered by itself', () => {
  const member = bodyOf('before-set-group-member-info');
  const request = relayed(member, { sequence: undefined } as never);
  const noAnswer = { verdict: 'refuse', errCode: 5504, reason: 'no answer within 4 s' } as const;

  async function shownPages(verdict: RelayVerdict = noAnswer): Promise<string[]> {
    const functions = await loadFunctions(table.endpoint);
    await deliver(functions, request);
    await deliver(functions, { ...request, sequence: 9, verdict });
    const items = (await everyItem(table)).sort((a) => (Object(a.relay).verdict ? 1 : -1));
    return Promise.all(items.map(async ({ eventID }) => (await audit('show', String(eventID))).stdout));
  }

  it("says what OpenIM got on both records, and shows the relay's answer", async () => {
    const [judged, own] = (await shownPages()) as [string, string];

    expect(own).toContain("OpenIM got the relay's own refusal with code 5504: no answer within 4 s.");
    expect(own).toMatch(/If the receiver gave a verdict, too late for the relay, it is in the record [0-9a-f]{32}\./);
    expect(own).toMatch(new RegExp(`relay +request ${request.id}, number 9\\n`));
    expect(judged).toMatch(/OpenIM got the relay's own refusal with code 5504 instead, in the record [0-9a-f]{32}\./);
    const answer =
      'HTTP 504  {"actionCode":0,"errCode":5504,"errMsg":"callback ran out of time","errDlt":"no answer within 4 s","nextCode":1}';
    expect([judged, own].map((page) => page.includes(answer))).toEqual([true, true]);
  });

  it.each([
    {
      verdict: 'allow',
      errCode: 5502,
      status: 502,
      errMsg: 'webhook receiver cannot be reached',
      nextCode: 0,
      isSure: true,
    },
    {
      verdict: 'refuse',
      errCode: 5503,
      status: 503,
      errMsg: 'callback could not be recorded',
      nextCode: 1,
      isSure: false,
    },
  ] as const)(
    'shows the answer with the code $errCode',
    async ({ verdict, errCode, status, errMsg, nextCode, isSure }) => {
      const [, own] = (await shownPages({ verdict, errCode, reason: 'away' })) as [string, string];

      const answer = { actionCode: 0, errCode, errMsg, errDlt: 'away', nextCode };
      expect(own).toContain(
        `Answer to OpenIM${isSure ? '' : ', probably'}\n  HTTP ${status}  ${JSON.stringify(answer)}`,
      );
    },
  );
});
