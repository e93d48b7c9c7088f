import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AuditRecord } from '../../../../functions/record/record.ts';
import { asJson, asTable } from '../../../../infra/operator/audit/audit-output.ts';

const RECORD: AuditRecord = {
  eventID: 'e',
  receivedAt: '2026-03-04T05:06:07.089Z',
  dayShard: '2026-03-04#0',
  command: 'callbackBeforeSetGroupMemberInfoCommand',
  groupID: '3264894561',
  userID: '7421360985',
  outcome: 'allowed',
  event: { groupID: '3264894561', userID: '7421360985', nickName: '小明' },
  sourceIP: '',
  requestID: 'r',
};

async function linesOf(records: readonly AuditRecord[], width?: number): Promise<string[]> {
  const pages = await Array.fromAsync(asTable(records, width));
  return pages.flatMap(({ lines }) => lines.split('\n'));
}

async function rowOf(fields: Partial<AuditRecord>, width?: number): Promise<string> {
  const [, ...lines] = await linesOf([{ ...RECORD, ...fields }], width);
  expect(lines).toHaveLength(1);
  return String(lines[0]);
}

describe('the table', () => {
  it('cuts nothing where it is not a terminal', async () => {
    const nickName = '长'.repeat(50_000);
    const groupID = 'g'.repeat(2_048);

    const [head, row] = await linesOf([{ ...RECORD, groupID, event: { nickName } }]);

    expect(head).toMatch(/^TIME \(UTC\) +CALLBACK +GROUP +USER +OUTCOME +WHAT$/);
    expect(row).toMatch(
      /^2026-03-04 05:06:07\.089 {2}BeforeSetGroupMemberInfo {2}g{2048} {2}7421360985 {2}allowed {2}nick/,
    );
    expect(row?.endsWith(`nickName=${nickName}`)).toBe(true);
  });

  it('shows milliseconds alone of a time that has more', async () => {
    expect(await rowOf({ receivedAt: '2026-03-04T05:06:07.089001Z' })).toMatch(/^2026-03-04 05:06:07\.089 {2}Before/);
  });

  it('has 80 columns for all that matters, and cuts the rest', async () => {
    const lines = await linesOf([{ ...RECORD, event: { nickName: '长'.repeat(100) } }], 80);

    expect(lines).toEqual([
      'TIME (UTC)               CALLBACK                  GROUP       USER',
      '  OUTCOME  WHAT',
      '2026-03-04 05:06:07.089  BeforeSetGroupMemberInfo  3264894561  7421360985',
      `  allowed  nickName=${'长'.repeat(29)}…`,
    ]);
  });

  it('gives the last cell a line of its own where it has little room', async () => {
    const [, , row, what] = await linesOf([RECORD], 100);

    expect(row).toBe('2026-03-04 05:06:07.089  BeforeSetGroupMemberInfo  3264894561  7421360985  allowed');
    expect(what).toBe('  nickName=小明');
  });

  it('comes a page at a time, while records are read', async () => {
    let read = 0;
    async function* records() {
      for (; read < 1_000; read += 1) yield { ...RECORD, groupID: `g-${read}` };
    }
    const pages = asTable(records());

    const { value: first } = await pages.next();
    expect({ read, count: first?.count, lines: first?.lines.split('\n').length }).toEqual({
      read: 99,
      count: 100,
      lines: 101,
    });
    const { value: second } = await pages.next();
    expect(second?.lines).toMatch(/^2026-03-04 05:06:07\.089 {2}BeforeSetGroupMemberInfo {2}g-100 /);
  });

  it('comes sooner where rows are long', async () => {
    const long = { ...RECORD, event: { nickName: 'x'.repeat(600_000) } };

    const pages = await Array.fromAsync(asTable([long, long, long]));

    expect(pages.map(({ count }) => count)).toEqual([2, 1]);
  });

  it('shows eventIDs in a last column when asked, so that a terminal of 80 columns has room for each', async () => {
    const eventID = `${'0123456789abcdef'.repeat(2)}#${'r'.repeat(36)}`;
    const records = [{ ...RECORD, eventID, event: { nickName: '长'.repeat(99) } }];

    const inFile = await Array.fromAsync(asTable(records, undefined, { ids: true }));
    const onTerminal = await Array.fromAsync(asTable(records, 80, { ids: true }));
    const [entry] = await Array.fromAsync(
      asTable([{ ...RECORD, eventID: 'e@hash', entryOf: 'e' } as never], undefined, { ids: true }),
    );

    expect(inFile[0]?.lines).toMatch(/ {2}WHAT {2,}EVENT ID\n.* {2}allowed {2}nickName=长{99} {2}[0-9a-f]{32}#r{36}$/);
    expect(onTerminal[0]?.lines).toMatch(/\n {2}[0-9a-f]{32}#r{36}$/);
    expect(entry?.lines).toMatch(/ e$/);
  });

  it('marks a clean-up in the place of its summary', async () => {
    expect(await rowOf({ isCleanUp: true } as never)).toMatch(/ {2}clean-up after the dismissal of 3264894561$/);
    expect(await rowOf({ groupID: 'a  b', isCleanUp: true } as never)).toMatch(/ dismissal of "a {2}b"$/);
  });

  it('marks repeats', async () => {
    expect(await rowOf({ repeatOf: 'first' })).toContain('  allowed (repeat)  nickName=小明');
  });

  it('marks what was recorded late', async () => {
    const recordedAt = '2026-03-05T05:06:07.089Z';
    expect(await rowOf({ repeatOf: 'first', recordedAt })).toContain('  allowed (repeat) (late)  nickName=小明');
  });

  it('shows what the policy changed, and what is the same as an identifier', async () => {
    const decision = {
      verdict: 'change',
      rules: [{ id: 'trim', field: 'nickName', action: 'change', why: '' }],
      changes: { nickName: { before: ' 42 ', after: '42' } },
    } as const;

    const row = await rowOf({ userID: '42', event: { userID: '42', nickName: ' 42 ', ex: '42' }, decision });

    expect(row).toMatch(/ {2}\[trim\] {2}nickName=" 42 " → 42 {2}ex=42$/);
  });

  it.each([
    { id: '-', shown: '"-"', why: 'it would say that there is none' },
    { id: 'a  b', shown: '"a  b"', why: 'two spaces' },
    { id: 'a\tb', shown: '"a\\tb"', why: 'a tab' },
    { id: 'a\u2003b', shown: '"a\\u2003b"', why: 'an em space' },
    { id: 'a\u3000b', shown: '"a\\u3000b"', why: 'an ideographic space' },
    { id: 'a\u2800\u2800b', shown: '"a\\u2800\\u2800b"', why: 'braille blanks' },
    { id: 'a\u3164b', shown: '"a\\u3164b"', why: 'a Hangul filler' },
    { id: 'a\u200Bb', shown: '"a\\u200bb"', why: 'a zero-width space' },
    { id: '"a"', shown: '"\\"a\\""', why: 'quotes' },
    { id: 'g\u001b[2J\u0007', shown: '"g\\u001b[2J\\u0007"', why: 'escape sequences' },
    { id: 'g\u009b31m', shown: '"g\\u009b31m"', why: 'C1 controls' },
    { id: 'g\u202Eb', shown: '"g\\u202eb"', why: 'reversals of direction' },
    { id: '小明🎈│', shown: '小明🎈│', why: undefined },
    { id: '👩‍👩‍👧❤️', shown: '👩‍👩‍👧❤️', why: undefined },
  ])('shows the identifier or value $id as $shown', async ({ id, shown }) => {
    expect((await rowOf({ groupID: id })).replace(/ +7421360985/, '')).toContain(`  ${shown}  allowed`);
    expect(await rowOf({ event: { [id]: id, ex: [id] } })).toContain(`  ${shown}=${shown}  ex=["`);
  });

  it('has no gap that others wrote', async () => {
    const text = fc.string({ unit: fc.constantFrom(...'a=-"\\[],→…  \t\n\u2003\u3000\u2800\u202E\u009b小') });
    const event = fc.dictionary(text, fc.oneof(text, fc.array(text)));
    await fc.assert(
      fc.asyncProperty(text, text, event, text, async (groupID, userID, event, id) => {
        const rules = [{ id, field: 'nickName', action: 'change', why: '' } as const];
        const row = await rowOf({
          groupID,
          userID,
          event: { nickName: 1, ...event },
          decision: { verdict: 'allow', rules },
        });
        expect(row).not.toMatch(/[\p{Cc}\p{Bidi_Control}\u2003\u3000\u2800]/u);
        const cells = row.replace(/"(?:[^"\\]|\\.)*"/g, 'Q').split(/ {2,}/);
        const fields = new Set([...Object.keys(event), 'nickName']);
        for (const name of ['groupID', 'userID', 'ownerID']) fields.delete(name);
        expect(cells).toHaveLength(6 + fields.size);
      }),
    );
  });

  it('shows the summary of a record, and the role of a further person before it', async () => {
    const summary = '[trim]  nickName="a b"  ex=…';
    const { event: _event, groupID: _groupID, ...listed } = { ...RECORD, summary };
    const entry = { entryOf: 'e', ofGroup: 'g-7', role: 'kicked' };

    expect(await rowOf(listed)).toMatch(/ {2}allowed {2}\[trim\] {2}nickName="a b" {2}ex=…$/);
    expect(await rowOf({ ...listed, groupID: undefined, ...entry } as never)).toMatch(
      / {2}g-7 +7421360985 {2}allowed {2}as kicked: \[trim\]/,
    );
    expect(await rowOf({ ...listed, reason: "can't be read: command" })).toMatch(/ {2}can't be read: command$/);
    expect(await rowOf({ summary: 'a\n\u001b[2Jb\u2028c' })).not.toMatch(/[\p{Cc}\u2028]/u);
  });

  it('shows a reason as one sentence, whatever it quotes', async () => {
    expect(await rowOf({ reason: 'a  b\u3000\n\u001b[2Jc is wrong' })).toMatch(/ {2}a b c is wrong$/);
  });
});

describe('a line of JSON', () => {
  it('has bytes as base64', () => {
    const line = asJson({ ...RECORD, bodyBytes: Buffer.from([0xff, 0x0a]), reason: 'a\nb' });

    expect(line).not.toContain('\n');
    expect(JSON.parse(line)).toMatchObject({ command: RECORD.command, bodyBytes: '/wo=', reason: 'a\nb' });
  });

  it('has the digits of integers that JavaScript rounds', () => {
    const event = { createTime: 12_345_678_901_234_567_890n, list: [-(2n ** 63n)] };

    expect(asJson({ ...RECORD, event })).toContain(
      '"event":{"createTime":12345678901234567890,"list":[-9223372036854775808]}',
    );
  });

  it('has nothing that a terminal obeys, and the same values', () => {
    const unit = fc.nat(0xffff).map((code) => String.fromCharCode(code));
    const unsafe = fc.constantFrom(...'\u0000\u001b\u007f\u0085\u009b\u061c\u200e\u202e\u2028\u2029\u2066');
    const text = fc.string({ unit: fc.oneof(unit, unsafe) });
    fc.assert(
      fc.property(fc.dictionary(text, text), (event) => {
        const line = asJson({ ...RECORD, event });
        expect(line).not.toMatch(/[\p{Cc}\p{Bidi_Control}\u2028\u2029]/u);
        expect(JSON.parse(line).event).toEqual({ ...event });
      }),
    );
  });
});
