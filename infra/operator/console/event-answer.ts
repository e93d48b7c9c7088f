import type { Table } from '../../../functions/dynamodb/table.ts';
import type { Decision } from '../../../functions/record/decision.ts';
import type { AuditRecord } from '../../../functions/record/record.ts';
import { toJson } from '../../cli/printable.ts';
import type { EventAnswer, EventBody, EventChange, EventField } from '../../console/contract/events.ts';
import { answerTo } from '../audit/answer-given.ts';
import { dismissalBefore } from '../audit/clean-ups.ts';
import { recordWithBody, relayVerdictOn } from '../audit/one-record.ts';
import { cleanUpSentence, sentenceAbout } from '../audit/sentences.ts';
import { verdictLines } from '../audit/verdict-lines.ts';
import { eventRow, timingOf } from './event-row.ts';
import { relayedBy } from './relayed-by.ts';

const MAX_FIELD_LENGTH = 10_000;
const MAX_BODY_LENGTH = 100_000;

/** Explains a record. */
export async function eventAnswer(audit: Table, record: AuditRecord): Promise<EventAnswer> {
  const [dismissal, withBody, byRelay] = await Promise.all([
    dismissalBefore(audit, record),
    recordWithBody(audit, record),
    relayVerdictOn(audit, record),
  ]);
  const { decision, sentAs, operationID, requestID, sourceIP, insteadOf, correctedBy } = record;
  const relay = relayedBy(record);
  const { reply, doubts } = answerTo(byRelay ?? record, withBody?.body);
  return {
    row: eventRow({ ...record, ...(dismissal && { isCleanUp: true }) }),
    sentence: dismissal ? cleanUpSentence(record) : sentenceAbout(record),
    verdict: verdictLines(record, timingOf(record), byRelay),
    ...(decision && { decision }),
    changes: changesIn(decision),
    fields: Object.entries(record.event ?? {}).map(fieldOf),
    body: bodyOf(record, withBody),
    answer: { status: reply.status, json: toJson(reply.answer), doubts },
    ...(sentAs !== undefined && { sentAs }),
    ...(operationID !== undefined && { operationID }),
    requestID,
    sourceIP,
    ...(relay && { relay }),
    ...(dismissal && { cleanUpOf: dismissal.eventID }),
    ...(insteadOf !== undefined && { insteadOf }),
    ...(correctedBy !== undefined && { correctedBy }),
  };
}

function changesIn({ verdict, mode, changes = {} }: Partial<Decision> = {}): EventChange[] {
  const isMade = verdict === 'change' || (verdict === 'allow' && mode !== 'monitor');
  return Object.entries(changes).map(([field, change]) => ({ field, ...change, isMade }));
}

function fieldOf([name, value]: [string, unknown]): EventField {
  const json = toJson(value);
  return { name, json: json.slice(0, MAX_FIELD_LENGTH).toWellFormed(), isCut: json.length > MAX_FIELD_LENGTH };
}

function bodyOf(record: AuditRecord, withBody: AuditRecord | undefined): EventBody {
  const none = { text: '', encoding: 'utf8', bytes: 0, redacted: [] } as const;
  if (!withBody) return { ...none, state: 'gone' };
  const { body, bodyBytes, redacted = [], eventID } = withBody;
  const rest = { redacted, ...(eventID !== record.eventID && { fromRecord: eventID }) };
  if (redacted.includes('body')) return { ...none, ...rest, state: 'dropped' };
  const bytes = bodyBytes ? bodyBytes.byteLength : Buffer.byteLength(body ?? '');
  if (bytes === 0) return { ...none, ...rest, state: 'none' };
  const text = bodyBytes ? Buffer.from(bodyBytes).toString('base64') : (body ?? '');
  return {
    state: text.length > MAX_BODY_LENGTH ? 'cut' : 'whole',
    text: text.slice(0, MAX_BODY_LENGTH).toWellFormed(),
    encoding: bodyBytes ? 'base64' : 'utf8',
    bytes,
    ...rest,
  };
}
