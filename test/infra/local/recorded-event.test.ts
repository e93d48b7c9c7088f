import { expect, it } from 'vitest';
import { native } from '../../../functions/audit/items.ts';
import type { Head } from '../../../functions/audit/parts.ts';
import { storedForm } from '../../../functions/audit/stored-form.ts';
import type { AuditRecord } from '../../../functions/record/record.ts';
import { recordedEvent } from '../../../infra/local/recorded-event.ts';
import { recorded } from '../../support/recorded.ts';

const AT = '2026-03-04T05:06:07.089000Z';

/** A dismissal, whose body repeats its event. */
function dismissal(members: number): AuditRecord {
  const event = { groupID: 'g', ownerID: 'o', membersID: Array.from({ length: members }, (_, index) => `m-${index}`) };
  return { ...recorded({ callback: 'AfterDisMissGroup', event, at: AT }), body: JSON.stringify(event) };
}

it.each([
  { of: 'as it is', members: 2, isPacked: false },
  { of: 'packed', members: 900, isPacked: true },
])('has the people of a record that is stored $of', async ({ members, isPacked }) => {
  const { head } = await storedForm(dismissal(members), isPacked);
  expect('packed' in head).toBe(isPacked);

  const { people, listed } = recordedEvent(native<AuditRecord | Head>(head));

  expect(people.map(({ userID }) => userID)).toEqual(expect.arrayContaining(['o', 'm-0', `m-${members - 1}`]));
  expect(people).toHaveLength(members + 1);
  expect(listed).toMatchObject({ groupID: 'g', receivedAt: AT, outcome: 'recorded' });
  expect(listed).not.toHaveProperty('packed');
});

it('has no people of a record that takes long to unpack', async () => {
  const { head } = await storedForm(dismissal(5_000), true);
  expect(recordedEvent(native<Head>(head)).people).toEqual([]);
});
