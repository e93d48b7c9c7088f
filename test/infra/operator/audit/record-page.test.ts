import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Decision } from '../../../../functions/record/decision.ts';
import type { AuditRecord } from '../../../../functions/record/record.ts';
import { pageOf } from '../../../../infra/operator/audit/record-page.ts';
import { verdictLines } from '../../../../infra/operator/audit/verdict-lines.ts';

const RECORD: AuditRecord = {
  eventID: 'e1',
  receivedAt: '2026-03-04T05:06:07.089001Z',
  dayShard: '2026-03-04#0',
  command: 'callbackBeforeSetGroupMemberInfoCommand',
  groupID: 'g77',
  userID: 'bob',
  role: 'member',
  operationID: 'o1',
  outcome: 'refused',
  event: { groupID: 'g77', userID: 'bob', nickName: 'ａdmin', roleLevel: 60 },
  decision: {
    verdict: 'refuse',
    mode: 'enforce',
    rules: [
      { id: 'trim', field: 'nickName', action: 'change', why: 'spaces at an end' },
      {
        id: 'staff-names',
        field: 'nickName',
        action: 'refuse',
        why: 'the term admin',
        errCode: 5050,
        errMsg: 'Kept for our staff.',
      },
    ],
    policyVersion: { all: 3, group: 2 },
  },
  body: '{"groupID":"g77"}',
  sourceIP: '192.0.2.7',
  requestID: 'r',
};

const page = (record: AuditRecord, withBody: AuditRecord | undefined = record, maxColumns?: number) =>
  pageOf({ record, sentence: 'What happened', withBody }, maxColumns);

it('shows everything about a record', () => {
  expect(page(RECORD)).toEqual([
    'What happened',
    '',
    '  callback   BeforeSetGroupMemberInfo (before)',
    '  received   2026-03-04T05:06:07.089001Z from 192.0.2.7',
    '  outcome    refused',
    '  eventID    e1',
    '  group      g77',
    '  user       bob (member)',
    '  operation  o1',
    '',
    'Verdict',
    '  The request was refused.',
    '  The rule trim changed nickName (spaces at an end).',
    '  The rule staff-names refused nickName (the term admin) with code 5050 and the message "Kept for our staff.".',
    "  Policy: version 3 for all groups, version 2 of the group's own, mode enforce.",
    '',
    'Event',
    '  groupID    g77',
    '  userID     bob',
    '  nickName   ａdmin',
    '  roleLevel  60',
    '',
    'Body as received',
    '  {"groupID":"g77"}',
    '',
    'Answer to OpenIM',
    '  HTTP 200  {"actionCode":0,"errCode":5050,"errMsg":"Kept for our staff.","errDlt":"rule staff-names, field nickName","nextCode":1}',
  ]);
});

describe('the body', () => {
  const { body: _body, ...repeat } = { ...RECORD, eventID: 'e1#r', repeatOf: 'e1' };
  const { body: _text, ...withBytes } = { ...RECORD, bodyBytes: Buffer.from([0xff, 0x0a]) };
  it.each([
    { record: RECORD, heading: 'Body as received', line: '{"groupID":"g77"}' },
    {
      record: repeat,
      withBody: RECORD,
      heading: 'Body as received, from the first record e1',
      line: '{"groupID":"g77"}',
    },
    {
      record: { ...RECORD, redacted: ['content', 'ex'] },
      heading: 'Body as received, redacted: content, ex',
      line: '{"groupID":"g77"}',
    },
    {
      record: { ...RECORD, body: '', redacted: ['body'] },
      heading: 'Body: dropped, because a secret or a message may be in it',
      line: '-',
    },
    { record: withBytes, heading: 'Body as received, in base64, because it is not UTF-8', line: '/wo=' },
    {
      record: { ...RECORD, body: '{\n "a":\u001b[2J1}' },
      heading: 'Body as received',
      line: '"{\\n \\"a\\":\\u001b[2J1}"',
    },
  ])('$heading: $line', ({ record, withBody = record, heading, line }) => {
    const lines = page(record, withBody);
    expect(lines[lines.indexOf(heading) + 1]).toBe(`  ${line}`);
  });

  it('is gone with the first record', () => {
    expect(pageOf({ record: repeat, sentence: 's', withBody: undefined })).toContain(
      'Body: deleted with the first record',
    );
  });
});

it('names what is uncertain about the answer', () => {
  const decision = {
    verdict: 'allow',
    degraded: 'the policy could not be read: X',
    policyVersion: { all: 1 },
  } as const;
  expect(page({ ...RECORD, outcome: 'allowed', decision }).slice(-3)).toEqual([
    'Answer to OpenIM, probably',
    '  HTTP 200  {"actionCode":0,"errCode":0,"errMsg":"","errDlt":"","nextCode":0}',
    '  Uncertain, because the receiver had a failure, and if this record was written late, OpenIM got 5503 instead.',
  ]);
});

it('cuts long values on a terminal alone', () => {
  const long = { ...RECORD, event: { nickName: 'x'.repeat(5_000) } };
  expect(page(long, long, 200).every((line) => line.length <= 200)).toBe(true);
  expect(page(long).join('\n')).toContain('x'.repeat(5_000));
});

it('has headings and lines of its own alone, whatever others wrote', () => {
  const text = fc.string({ unit: fc.constantFrom(...'aAV"\\, .\t\n\r\u2003\u3000\u202E\u009b\u001b\u2028小') });
  fc.assert(
    fc.property(text, fc.dictionary(text, text), (hostile, event) => {
      const rule = {
        id: hostile,
        field: 'nickName',
        action: 'refuse',
        why: hostile,
        errCode: 1,
        errMsg: hostile,
      } as const;
      const changes = { nickName: { before: hostile, after: hostile } };
      const decision: Decision = { verdict: 'refuse', rules: [rule], changes, degraded: hostile };
      const texts = {
        command: hostile,
        groupID: hostile,
        userID: hostile,
        operationID: hostile,
        sentAs: hostile,
        role: hostile,
      };
      const record = { ...RECORD, ...texts, event, decision, body: hostile, reason: hostile, correctedBy: hostile };
      const lines = page(record);
      expect(lines.join('')).not.toMatch(/[\p{Cc}\p{Bidi_Control}\u2028]/u);
      const headings = lines.slice(1).filter((line) => line !== '' && !line.startsWith('  '));
      const own = ['Verdict', 'Event', 'Body as received', 'Answer to OpenIM'];
      expect(headings).toEqual(Object.keys(event).length > 0 ? own : own.filter((heading) => heading !== 'Event'));
    }),
  );
});

describe('the verdict', () => {
  const change = { rules: [{ id: 'trim', field: 'nickName', action: 'change', why: '' }] } as const;
  const changes = { nickName: { before: ' a ', after: 'a' } };
  const REFUSAL = {
    id: 'trim',
    field: 'users[3].nickname',
    action: 'refuse',
    why: 'spaces at an end, and OpenIM ignores a change of it',
    errCode: 1,
    errMsg: 'No.',
  } as const;
  it.each([
    {
      fields: { outcome: 'recorded', decision: undefined },
      timing: 'after',
      lines: ['No verdict, because OpenIM reported a completed operation.'],
    },
    {
      fields: { outcome: 'recorded', decision: undefined, reason: 'groupID is missing' },
      timing: 'before',
      lines: [
        'Not judged, because no policy applies to this callback. The operation continued.',
        'The body has another form than expected: groupID is missing.',
      ],
    },
    {
      fields: {
        outcome: 'changed',
        decision: { verdict: 'change', mode: 'enforce', ...change, changes, policyVersion: { all: 1 } },
      },
      timing: 'before',
      lines: [
        'The request was changed.',
        'The rule trim changed nickName.',
        'nickName " a " became "a".',
        'Policy: version 1 for all groups, mode enforce.',
      ],
    },
    {
      fields: {
        outcome: 'allowed',
        decision: {
          verdict: 'allow',
          wouldBe: 'change',
          mode: 'monitor',
          ...change,
          changes,
          policyVersion: { group: 2 },
        },
      },
      timing: 'before',
      lines: [
        'The request was allowed, because the policy only monitors. In enforce mode it would have been changed.',
        'The rule trim would have changed nickName.',
        'nickName " a " would have become "a".',
        "Policy: version 2 of the group's own, mode monitor.",
      ],
    },
    {
      fields: {
        outcome: 'allowed',
        decision: {
          verdict: 'allow',
          wouldBe: 'refuse',
          mode: 'enforce',
          rules: [{ ...REFUSAL, isMonitored: true }],
          omitted: 2,
          policyVersion: { all: 4 },
        },
      },
      timing: 'before',
      lines: [
        'The request was allowed. With the monitored rules enforced, it would have been refused.',
        'The rule trim would have refused users[3].nickname (spaces at an end, and OpenIM ignores a change of it) with code 1 and the message "No.".',
        'The record leaves out 2 more findings.',
        'Policy: version 4 for all groups, mode enforce.',
      ],
    },
    {
      fields: {
        outcome: 'refused',
        decision: { verdict: 'refuse', wouldBe: 'refuse', mode: 'enforce', rules: [REFUSAL], changes, omitted: 1 },
      },
      timing: 'before',
      lines: [
        'The request was refused. With the monitored rules enforced, it would have been refused, too.',
        'The rule trim refused users[3].nickname (spaces at an end, and OpenIM ignores a change of it) with code 1 and the message "No.".',
        'nickName " a " would have become "a".',
        'The record leaves out 1 more finding.',
      ],
    },
    {
      fields: {
        outcome: 'refused',
        decision: { verdict: 'refuse', wouldBe: 'refuse', mode: 'enforce', rules: [REFUSAL] },
      },
      timing: 'before',
      lines: [
        'The request was refused.',
        'The rule trim refused users[3].nickname (spaces at an end, and OpenIM ignores a change of it) with code 1 and the message "No.".',
      ],
    },
    {
      fields: { outcome: 'refused', decision: { verdict: 'refuse', degraded: 'no policy was read' } },
      timing: 'before',
      lines: ['The request was refused.', 'A failure decided instead of the policy: no policy was read.'],
    },
    {
      fields: { outcome: 'allowed', decision: { verdict: 'allow', degraded: 'x', mode: 'enforce', policyVersion: {} } },
      timing: 'before',
      lines: ['The request was allowed.', 'The policy may be out of date: x.', 'Policy: none is set.'],
    },
    {
      fields: {
        outcome: 'refused',
        correctedBy: 'e9',
        decision: { verdict: 'refuse', degraded: 'it could not be recorded' },
      },
      timing: 'before',
      lines: [
        'The request was refused.',
        'This record could not be written in time, so OpenIM got a refusal. It was corrected later, by the refusal e9.',
      ],
    },
    {
      fields: {
        outcome: 'refused',
        insteadOf: 'e8',
        decision: { verdict: 'refuse', degraded: 'it could not be recorded' },
      },
      timing: 'before',
      lines: [
        'The request was refused.',
        'The judged record e8 could not be written in time. So OpenIM got this refusal instead.',
      ],
    },
    {
      fields: {
        outcome: 'malformed',
        reason: 'body is not JSON',
        decision: { verdict: 'refuse', degraded: 'body is not JSON' },
      },
      timing: 'before',
      lines: ['The failure verdict decided: refuse.', 'The body is not valid: body is not JSON.'],
    },
    {
      fields: { outcome: 'failed', reason: 'internal failure', decision: undefined },
      timing: 'after',
      lines: ['No verdict, because OpenIM reported a completed operation.', 'The receiver failed: internal failure.'],
    },
  ] as const)('$fields.outcome: $lines', ({ fields, timing, lines }) => {
    expect(verdictLines({ ...RECORD, ...fields } as AuditRecord, timing)).toEqual(lines);
  });
});

describe('a callback that a relay delivered', () => {
  const linesWith = (relay: AuditRecord['relay']) =>
    page({ ...RECORD, ...(relay && { relay }) }).filter((line) => /^ {2}(received|relay) /.test(line));

  it('shows whose time it has, and what other servers answered and replaced', () => {
    const others = [
      { name: 'own', answer: { nextCode: 0, nickname: 'Bob' }, replaced: { nickname: 'bob' } },
      { name: 'big', answer: { nextCode: 0 }, isShortened: true },
      { name: 'away', error: 'no answer within 2.4 s' },
    ];
    expect(linesWith({ id: 'r-1', sequence: 7, others })).toEqual([
      '  received   2026-03-04T05:06:07.089001Z by the relay at 192.0.2.7',
      '  relay      request r-1, number 7, own answered {"nextCode":0,"nickname":"Bob"} in the place of {"nickname":"bob"}, ' +
        'big answered {"nextCode":0} (large values are left out), away gave no answer ("no answer within 2.4 s")',
    ]);
  });

  it.each([
    {
      relay: { id: 'r-1', receivedAt: '1970-01-01T00:00:00.000000Z' },
      shows: 'request r-1, taken at 1970-01-01T00:00:00.000000Z by its own clock',
    },
    {
      relay: { id: 'r-1', ignored: 'x-relay-received-at: not valid' },
      shows: 'request r-1, ignored headers: "x-relay-received-at: not valid"',
    },
  ])('shows the time of its delivery where that of the relay does not count: $relay', ({ relay, shows }) => {
    expect(linesWith(relay)).toEqual([
      '  received   2026-03-04T05:06:07.089001Z from 192.0.2.7',
      `  relay      ${shows}`,
    ]);
  });
});
