import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { entryOf, furtherPeopleOf } from '../../../functions/audit/person-entries.ts';
import { projectedBy } from '../../../functions/audit/table-keys.ts';
import { firstPersonOf } from '../../../functions/openim/people.ts';
import type { Outcome } from '../../../functions/record/outcome.ts';
import { type AuditRecord, recordOf } from '../../../functions/record/record.ts';
import { OUTCOMES, ROLES } from '../../../infra/query/filters.ts';
import { matcherOf } from '../../../infra/query/match.ts';
import { parse } from '../../../infra/query/parse.ts';
import type { Term } from '../../../infra/query/query.ts';
import type { QueryRow } from '../../../infra/query/row.ts';
import { UTC } from '../../../infra/query/zone.ts';

const KICK = 'callbackAfterKickGroupCommand';
const MEMBER_INFO = 'callbackBeforeSetGroupMemberInfoCommand';
const clock = { now: new Date('2026-11-24T13:00:00Z'), zone: UTC };

interface Given {
  command?: string;
  receivedAt?: string;
  outcome?: Outcome;
  event?: Record<string, unknown>;
  rules?: string[];
  reason?: string;
  replayOf?: string;
}

function recorded({ command = KICK, receivedAt = '2026-11-24T12:30:00.000999Z', ...given }: Given = {}): AuditRecord {
  const { outcome = 'recorded', event = {}, rules, reason, replayOf } = given;
  const person = firstPersonOf(command, event);
  const body = Buffer.from(JSON.stringify(event));
  const received = { requestID: 'r', receivedAt, sourceIP: '192.0.2.7', command, body, ...(replayOf && { replayOf }) };
  // The first one refuses, all others are monitored.
  const fired = rules?.map((id, index) => ({
    ...{ id, field: 'nickName', action: 'refuse' as const, why: 'a term' },
    ...(index > 0 && { isMonitored: true as const }),
  }));
  return recordOf(received, {
    outcome,
    groupID: 'g77',
    userID: person?.userID,
    role: person?.roles.join(', '),
    operationID: 'op',
    event,
    ...(fired && {
      decision: { verdict: outcome === 'refused' ? ('refuse' as const) : ('allow' as const), rules: fired },
    }),
    reason,
  });
}

/** A record as the index byDay has it. */
function rowOf(record: AuditRecord): QueryRow {
  const names = ['eventID', 'receivedAt', ...projectedBy('byDay')];
  return Object.fromEntries(Object.entries(record).filter(([name]) => names.includes(name)));
}

function matcher(line: string) {
  const { query, mistakes } = parse(line);
  expect(mistakes).toEqual([]);
  return matcherOf(query, clock);
}

const kicked = recorded({ event: { groupID: 'g77', kickedUserIDs: ['u1', 'u2'], reason: 'Spam 你好' } });
const refused = recorded({
  command: MEMBER_INFO,
  outcome: 'refused',
  event: { groupID: 'g77', userID: 'u1', nickName: 'admin', ex: 'x'.repeat(300) },
  rules: ['staff-names'],
});

const partly = recorded({
  command: MEMBER_INFO,
  outcome: 'refused',
  event: { groupID: 'g77', userID: 'u1', nickName: 'admin' },
  rules: ['staff-names', 'links'],
});

describe('compares a row first, and the record where the row cannot tell', () => {
  it.each<{ line: string; record: AuditRecord; row: boolean | undefined; whole: boolean }>([
    { line: '', record: kicked, row: true, whole: true },
    { line: 'kick', record: kicked, row: true, whole: true },
    { line: 'kick join', record: kicked, row: true, whole: true },
    { line: '-kick', record: kicked, row: false, whole: false },
    { line: 'kick -afterKick', record: kicked, row: false, whole: false },
    { line: 'group:g7 group:g77', record: kicked, row: true, whole: true },
    { line: '-group:g7 -group:g77', record: kicked, row: false, whole: false },
    { line: 'outcome:refused outcome:recorded', record: kicked, row: true, whole: true },
    { line: 'user:u1', record: kicked, row: true, whole: true },
    { line: 'user:u2', record: kicked, row: undefined, whole: true },
    { line: 'user:u', record: kicked, row: undefined, whole: false },
    { line: 'user:other', record: kicked, row: false, whole: false },
    { line: '-user:u2', record: kicked, row: undefined, whole: false },
    { line: 'user:u2 role:kicked', record: kicked, row: undefined, whole: true },
    { line: 'user:u2 role:owner', record: kicked, row: undefined, whole: false },
    { line: 'role:kicked', record: kicked, row: true, whole: true },
    { line: '-role:kicked', record: kicked, row: false, whole: false },
    { line: 'operation:op', record: kicked, row: undefined, whole: true },
    { line: 'spam 你好', record: kicked, row: true, whole: true },
    { line: 'spam no', record: kicked, row: false, whole: false },
    { line: '-spam', record: kicked, row: false, whole: false },
    { line: 'rule:staff', record: kicked, row: false, whole: false },
    { line: 'rule:staff', record: refused, row: undefined, whole: true },
    { line: 'rule:links', record: refused, row: false, whole: false },
    { line: '-rule:links', record: refused, row: true, whole: true },
    { line: 'rule:links', record: partly, row: undefined, whole: true },
    { line: 'rule:other', record: partly, row: false, whole: false },
    { line: 'rule:links rule:staff-names', record: refused, row: undefined, whole: true },
    { line: 'admin', record: refused, row: true, whole: true },
    { line: 'no', record: refused, row: undefined, whole: false },
    { line: 'since:1h until:10m', record: kicked, row: true, whole: true },
    { line: 'since:30m', record: kicked, row: true, whole: true },
    { line: 'until:30m', record: kicked, row: false, whole: false },
    { line: 'day:2026-11-20 day:2026-11-24', record: kicked, row: true, whole: true },
    { line: 'day:2026-11-20 day:2026-11-25', record: kicked, row: false, whole: false },
  ])('$line', ({ line, record, row, whole }) => {
    const compared = matcher(line);

    expect({ row: compared.row(rowOf(record)), whole: compared.record(record) }).toEqual({ row, whole });
  });
});

it('reads the role and the group of a person from an entry', () => {
  const [person] = furtherPeopleOf(kicked);
  const entry = entryOf(kicked, person ?? expect.fail('nobody is named'));

  expect(matcher('group:g77 user:u2 role:kicked').row(entry)).toBe(true);
  expect(matcher('user:u2 -role:kicked').row(entry)).toBe(false);
});

it('finds rules in the row of a replay', () => {
  const event = { groupID: 'g77', userID: 'u1', nickName: 'admin' };
  const rules = ['staff-names'];
  const replay = recorded({ command: MEMBER_INFO, outcome: 'refused', event, rules, replayOf: 'first' });

  expect(matcher('rule:staff').row(rowOf(replay))).toBeUndefined();
  expect(matcher('rule:staff').record(replay)).toBe(true);
  expect(matcher('rule:links').row(rowOf(replay))).toBe(false);
});

it('believes no field that looks like a rule', () => {
  const forged = recorded({ command: MEMBER_INFO, outcome: 'allowed', event: { '[staff-names] ': 'x', '[staff]': 1 } });

  expect(matcher('rule:staff').row(rowOf(forged))).not.toBe(true);
  expect(matcher('rule:staff').record(forged)).toBe(false);
});

it('finds in a row of an earlier version, which has the event and no summary', () => {
  const { summary: _, ...earlier } = kicked;

  expect(matcher('spam').row(earlier)).toBeUndefined();
  expect(matcher('spam').record(earlier)).toBe(true);
});

it('finds in the bytes of a malformed body', () => {
  const { event: _, ...rest } = recorded({ outcome: 'malformed', reason: 'no JSON' });
  const malformed = { ...rest, body: '{"spam' };

  expect(matcher('spam').row(rowOf(malformed))).toBeUndefined();
  expect(matcher('spam').record(malformed)).toBe(true);
});

const word = fc.constantFrom('u1', 'u2', 'admin', 'say "hi"', '你好', 'a\u200bb', 'x'.repeat(150), '[staff', '…', '-');
const event = fc.dictionary(
  fc.constantFrom('userID', 'nickName', '[links]', 'kickedUserIDs', 'ex', 'ownerUserID'),
  fc.oneof(word, fc.array(word, { maxLength: 3 }), fc.record({ text: word }), fc.integer()),
);
const given = fc.record(
  {
    command: fc.constantFrom(KICK, MEMBER_INFO),
    outcome: fc.constantFrom(...(OUTCOMES as Outcome[])),
    event,
    rules: fc.array(fc.constantFrom('staff', 'links', 'a]b', 'say "x"'), { maxLength: 2 }),
    reason: fc.constantFrom('nickName is a number', 'no JSON'),
  },
  { requiredKeys: ['command', 'outcome', 'event'] },
);
const term = fc.oneof(
  fc.record({ filter: fc.constantFrom('text', 'user'), value: word, isNegated: fc.boolean() }),
  fc.record({ filter: fc.constant('role'), value: fc.constantFrom(...ROLES), isNegated: fc.boolean() }),
  fc.record({ filter: fc.constant('rule'), value: fc.constantFrom('staff', 'l', 'say', 'a'), isNegated: fc.boolean() }),
) as fc.Arbitrary<Term>;

it('tells of a row nothing that its record contradicts', () => {
  fc.assert(
    fc.property(given, fc.array(term, { minLength: 1, maxLength: 3 }), (fields, terms) => {
      // Only a judged callback has rules, and only one that is malformed or failed has a reason.
      const { outcome, reason = 'no JSON', rules, ...rest } = fields;
      const hasReason = outcome === 'malformed' || outcome === 'failed';
      const record = recorded({
        ...rest,
        outcome,
        ...(hasReason && { reason }),
        ...(outcome !== 'recorded' && rules && { rules }),
      });
      const compared = matcherOf({ terms }, clock);
      const row = compared.row(rowOf(record));

      expect(row ?? compared.record(record)).toBe(compared.record(record));
    }),
    { numRuns: 1_000 },
  );
});
