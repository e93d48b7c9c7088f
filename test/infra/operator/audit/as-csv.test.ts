import fc from 'fast-check';
import { expect, it } from 'vitest';
import { recordOf } from '../../../../functions/record/record.ts';
import { asCloudEvent } from '../../../../infra/operator/audit/as-cloud-event.ts';
import { asCsv, csvHead } from '../../../../infra/operator/audit/as-csv.ts';

const received = {
  requestID: 'r',
  receivedAt: '2026-03-04T05:06:07.089001Z',
  sourceIP: '192.0.2.7',
  command: 'callbackBeforeSetGroupMemberInfoCommand',
  body: Buffer.from('{}'),
};

function recorded(groupID: string, event = {}) {
  const rules = ['staff', 'links', 'staff'].map((id) => ({
    id,
    field: 'ex',
    action: 'refuse' as const,
    why: 'a term',
  }));
  const decision = { verdict: 'refuse' as const, rules };
  return recordOf(received, {
    outcome: 'refused',
    groupID,
    userID: 'u1',
    role: 'member',
    operationID: 'op',
    event,
    decision,
  });
}

/** Reads a line of RFC 4180, without looking at how it is written. */
function cellsOf(line: string): string[] {
  const cells = [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^",]*))/gs)];
  return cells.map(([, quoted, bare = '']) => quoted?.replaceAll('""', '"') ?? bare);
}

it('has the documented columns', () => {
  expect(csvHead()).toBe(
    'receivedAt,command,groupID,userID,role,operationID,outcome,rules,summary,reason,sourceIP,eventID,repeatOf',
  );
});

it('writes a record, with the person of its row', () => {
  const record = recorded('g77', { nickName: 'a, "b"' });
  const row = { ...record, eventID: 'e@1', entryOf: 'e', userID: 'u2', role: 'kicked' };

  expect(cellsOf(asCsv({ row, record }))).toEqual([
    '2026-03-04T05:06:07.089001Z',
    'callbackBeforeSetGroupMemberInfoCommand',
    'g77',
    'u2',
    'kicked',
    'op',
    'refused',
    'staff links',
    record.summary,
    '',
    '192.0.2.7',
    'e',
    '',
  ]);
});

it('keeps every text in its cell, and lets none be a formula', () => {
  const text = fc.string({
    minLength: 1,
    unit: fc.constantFrom('=', '+', '-', '@', '＝', '＠', ' ', '\u200b', "'", '"', ',', 'a', '你'),
  });
  fc.assert(
    fc.property(text, (groupID) => {
      const record = recorded(groupID);
      const cells = cellsOf(asCsv({ row: record, record }));

      expect(cells).toHaveLength(csvHead().split(',').length);
      expect(cells[2]?.replace(/^'/, '')).toBe(groupID);
      expect(cells.some((cell) => /^[\s\u200b]*[=+\-@＝＠]/.test(cell))).toBe(false);
    }),
  );
});

it('escapes what a terminal obeys or shows in another order', () => {
  const record = recorded('\u001b]0;title\u0007', { nickName: '\u202eabc' });
  const operationID = 'a\r\nb\u009b31m\u2028\0=1';
  const [, , groupID, , , operation] = cellsOf(asCsv({ row: record, record: { ...record, operationID } }));

  expect({ groupID, operation }).toEqual({
    groupID: String.raw`\u001b]0;title\u0007`,
    operation: String.raw`a\u000d\u000ab\u009b31m\u2028\u0000=1`,
  });
});

it('writes an event of CloudEvents 1.0', () => {
  const record = recorded('g77', { nickName: 'a' });

  expect(JSON.parse(asCloudEvent(record))).toEqual({
    specversion: '1.0',
    id: record.eventID,
    source: 'openim.webhook',
    type: 'callbackBeforeSetGroupMemberInfoCommand',
    subject: 'group/g77',
    time: '2026-03-04T05:06:07.089001Z',
    datacontenttype: 'application/json',
    data: record,
  });
});
