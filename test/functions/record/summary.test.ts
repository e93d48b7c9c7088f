import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FiredRule } from '../../../functions/record/decision.ts';
import { recordOf } from '../../../functions/record/record.ts';
import { summaryOf } from '../../../functions/record/summary.ts';

const rule = (id: string): FiredRule => ({ id, field: 'nickName', action: 'refuse', why: '' });

describe('a summary', () => {
  it.each([
    {
      what: 'the fields that a list does not show elsewhere',
      record: { event: { groupID: 'g', userID: 'u', ownerID: 'o', nickName: '小明', joinSource: 3, ex: '' } },
      summary: 'nickName=小明  joinSource=3  ex=""',
    },
    {
      what: 'the rules that fired before the fields',
      record: { decision: { verdict: 'refuse', rules: [rule('staff'), rule('a b')] }, event: { nickName: 'admin' } },
      summary: '[staff, "a b"]  nickName=admin',
    },
    {
      what: 'rules that would have refused',
      record: { decision: { verdict: 'allow', wouldBe: 'refuse', rules: [rule('staff')] }, event: {} },
      summary: '[would: staff]',
    },
    {
      what: 'the word that marks a replay before all else',
      record: {
        replayOf: '0'.repeat(32),
        decision: { verdict: 'refuse', rules: [rule('staff')] },
        event: { nickName: 'admin' },
      },
      summary: '(replay)  [staff]  nickName=admin',
    },
    {
      what: 'that word before a reason',
      record: { replayOf: '0'.repeat(32), reason: 'no JSON' },
      summary: '(replay)  no JSON',
    },
    {
      what: 'that word alone, when nothing else is to be said',
      record: { replayOf: '0'.repeat(32), event: { groupID: 'g' } },
      summary: '(replay)',
    },
    {
      what: 'no such word that another wrote',
      record: { event: { '(replay)  [staff]': 1 }, reason: undefined },
      summary: '"(replay)  [staff]"=1',
    },
    {
      what: 'rules that refused beside a monitored one that would have',
      record: {
        decision: {
          verdict: 'refuse',
          wouldBe: 'refuse',
          rules: [rule('staff'), { ...rule('rude'), isMonitored: true }, { ...rule('links'), isMonitored: true }],
        },
        event: {},
      },
      summary: '[staff, would: rude, links]',
    },
    {
      what: 'a rule that acted, although a monitored rule was asked, too, and did not fire',
      record: { decision: { verdict: 'refuse', wouldBe: 'refuse', rules: [rule('staff')] }, event: {} },
      summary: '[staff]',
    },
    {
      what: 'a refusal that was only monitored beside a change that was made',
      record: {
        decision: {
          verdict: 'change',
          wouldBe: 'refuse',
          mode: 'monitor',
          rules: [{ ...rule('trim'), action: 'change' }, rule('staff')],
        },
        event: {},
      },
      summary: '[trim, would: staff]',
    },
    {
      what: 'both values of a change',
      record: {
        decision: { verdict: 'change', changes: { nickName: { before: ' 42 ', after: '42' } } },
        event: { nickName: ' 42 ' },
      },
      summary: 'nickName=" 42 " → 42',
    },
    {
      what: 'the reason alone',
      record: { reason: 'a  b\u3000\n\u001b[2Jc is wrong', event: { ex: 1 } },
      summary: 'a b c is wrong',
    },
    {
      what: 'the reason without hidden characters',
      record: { reason: 'a\u200Cb\u{E0041}c 👩‍🚀' },
      summary: 'a\uFFFDb\uFFFDc 👩‍🚀',
    },
    { what: 'nothing', record: { event: { groupID: 'g' } }, summary: '' },
    {
      what: 'nested values as JSON',
      record: { event: { list: [{ a: 1, b: [] }, null, true, {}, 'x\u2028y'], '=': '-' } },
      summary: 'list=[{"a":1,"b":[]},null,true,{},"x\\u2028y"]  "="="-"',
    },
    {
      what: 'escapes for joiners, selectors and tags in text',
      record: { event: { a: 'ad\u200Dmin', b: 'ad\uFE0Fmin', c: 'x\u{E0041}', d: 'x\u{E0100}' } },
      summary: 'a="ad\\u200dmin"  b="ad\\ufe0fmin"  c="x\\udb40\\udc41"  d="x\\udb40\\udd00"',
    },
    {
      what: 'emoji as they are',
      record: { event: { a: '👩‍👩‍👧', b: '❤️', c: '1️⃣', d: '👩🏽‍🚀' } },
      summary: 'a=👩‍👩‍👧  b=❤️  c=1️⃣  d=👩🏽‍🚀',
    },
    { what: 'an ellipsis of the value in quotes', record: { event: { ex: 'wait…' } }, summary: 'ex="wait…"' },
  ] as const)('has $what', ({ record, summary }) => {
    expect(summaryOf(record)).toBe(summary);
  });

  it.each([
    { nickName: 'x'.repeat(500), ends: 'xx…', length: 200 },
    { nickName: `${'x'.repeat(189)}👩‍👩‍👧`, ends: 'xx…', length: 199 },
    { nickName: 'x'.repeat(191), ends: 'xx', length: 200 },
    { nickName: 'a b'.repeat(100), ends: 'b…', length: 200 },
  ])('is cut between characters, with an ellipsis: $ends', ({ nickName, ends, length }) => {
    const summary = summaryOf({ event: { nickName } });

    expect(summary.endsWith(ends)).toBe(true);
    expect(summary.length).toBe(length);
  });

  it('is made of a body of 100,000 members in no time', () => {
    const membersID = Array.from({ length: 100_000 }, (_, index) => `user-${index}`);
    const startedAt = performance.now();

    expect(summaryOf({ event: { membersID } })).toMatch(/^membersID=\["user-0","user-1",.*…$/);
    expect(performance.now() - startedAt).toBeLessThan(50);
  });

  it('is one line that says what is in it in one way, whatever others wrote', () => {
    const text = fc.string({
      unit: fc.constantFrom(...'a=-"\\[],→…  \t\n\u0085\u2003\u2028\u3000\u2800\u202E\u009b小'),
    });
    const event = fc.dictionary(text, fc.oneof(text, fc.array(text)), { maxKeys: 3 });
    fc.assert(
      fc.property(event, fc.option(text, { nil: undefined }), (event, reason) => {
        const summary = summaryOf({ event, ...(reason !== undefined && { reason }) });
        expect(summary.length).toBeLessThanOrEqual(200);
        expect(summary).not.toMatch(/[\p{Cc}\p{Bidi_Control}\u2003\u2028\u2800\u3000]/u);
        const names = Object.keys(event).filter((name) => !['groupID', 'userID', 'ownerID'].includes(name));
        if (reason !== undefined || summary.endsWith('…')) return;
        const fields = summary.replace(/"(?:[^"\\]|\\.)*"/g, 'Q').split(/ {2,}/);
        expect(fields).toHaveLength(Math.max(1, names.length));
      }),
    );
  });
});

it('is part of a record, and left out of one that it says nothing about', () => {
  const received = {
    requestID: 'r',
    receivedAt: '2026-03-04T05:06:07.089Z',
    sourceIP: '',
    command: 'c',
    body: Buffer.from('{}'),
  };

  expect(recordOf(received, { outcome: 'recorded', event: { groupID: 'g', ex: '1' } }).summary).toBe('ex=1');
  expect(recordOf(received, { outcome: 'malformed', reason: 'no JSON' }).summary).toBe('no JSON');
  const replay = { ...received, replayOf: '0'.repeat(32) };
  expect(recordOf(replay, { outcome: 'recorded' }).summary).toBe('(replay)');
  expect(recordOf(received, { outcome: 'recorded' })).not.toHaveProperty('summary');
});
