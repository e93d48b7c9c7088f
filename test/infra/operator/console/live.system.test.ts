import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { peopleOf } from '../../../../functions/openim/people.ts';
import type { AuditRecord } from '../../../../functions/record/record.ts';
import { pollingFollow } from '../../../../infra/operator/console/follow/polled-events.ts';
import { PushedEvents } from '../../../../infra/operator/console/follow/pushed-events.ts';
import { messagesOf, openConsole } from '../../../support/console.ts';
import { putRecorded, recorded } from '../../../support/recorded.ts';
import { auditTable, type TestTable } from '../../../support/table.ts';

let made = 0;

/** Returns a time of its own for each record, which the receiver sees to as well. */
const now = () => new Date(Date.now() + made++);

const joined = (userID: string, groupID = 'g', at = now()) =>
  recorded({ callback: 'AfterJoinGroup', event: { groupID, userID }, at });
const kicked = (...kickedUserIDs: string[]) =>
  recorded({ callback: 'AfterKickGroup', event: { groupID: 'g', kickedUserIDs }, at: now() });

/** Both sources: records that the receiver pushes, and those that are read from the table again and again. */
const SOURCES = {
  pushed: (table: TestTable) => {
    const events = new PushedEvents(table);
    const record = async (one: AuditRecord) => {
      await putRecorded(table, one);
      events.push({ listed: one, people: peopleOf(one.command, one.event) });
    };
    return { follow: events.follow, record };
  },
  polled: (table: TestTable) => ({
    follow: pollingFollow(table, { now: () => new Date(), pause: async () => void (await setTimeout(50)) }),
    record: (one: AuditRecord) => putRecorded(table, one),
  }),
};

describe.each(Object.keys(SOURCES) as (keyof typeof SOURCES)[])('a live stream of %s records', (name) => {
  async function followed(line: string, make: () => AuditRecord[], isEnough: (text: string) => boolean) {
    const table = await auditTable();
    const { follow, record } = SOURCES[name](table);
    await record(joined('before', 'g', new Date(Date.now() - 60_000)));
    const { port, cookie } = await openConsole(table, { follow });
    let recording = Promise.resolve();
    const onOpen = () => {
      recording = (async () => {
        for (const one of make()) await record(one);
      })();
    };
    const messages = await messagesOf(port, `/api/live?q=${encodeURIComponent(line)}`, cookie, isEnough, onOpen);
    await recording;
    return messages;
  }

  it('has each event once, in its order, and none from before', async () => {
    const [open, ...others] = await followed(
      '',
      () => [joined('u1'), joined('u2'), joined('u3')],
      (text) => text.includes('"u3"'),
    );

    expect(open).toMatchObject({ event: 'open' });
    const rows = others.flatMap(({ event, data }) => (event === 'events' ? data : []));
    expect(rows.map(({ userID }) => userID)).toEqual(['u1', 'u2', 'u3']);
  });

  it('has what its query asks for alone, and the row of the user who is asked for', async () => {
    const [, ...others] = await followed(
      'user:u2 -outcome:refused',
      () => [joined('u1'), kicked('u1', 'u2'), joined('u3'), joined('u2', 'last')],
      (text) => text.includes('"last"'),
    );

    const rows = others.flatMap(({ data }) => data);
    expect(rows).toMatchObject([
      { callback: 'AfterKickGroup', userID: 'u2', role: 'kicked', groupID: 'g' },
      { callback: 'AfterJoinGroup', userID: 'u2', groupID: 'last' },
    ]);
  });

  it('reads the record where a row does not tell', async () => {
    const event = { groupID: 'g', introduction: 'x'.repeat(500), notification: 'needle' };
    const made: AuditRecord[] = [];
    const long = () => {
      const record = recorded({ callback: 'AfterSetGroupInfo', at: now(), event });
      made.push(record);
      return record;
    };
    const [, ...others] = await followed(
      'needle',
      () => [joined('u1'), long()],
      (text) => text.includes('introduction'),
    );

    expect(others.flatMap(({ data }) => data)).toMatchObject(made.map(({ eventID }) => ({ eventID })));
    expect(made).toHaveLength(1);
  });
});
