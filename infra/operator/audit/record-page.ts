import { shortName } from '../../../functions/openim/catalogue.ts';
import type { AuditRecord } from '../../../functions/record/record.ts';
import type { Relayed } from '../../../functions/record/relayed.ts';
import { columnsOf, padTo, truncate } from '../../cli/columns.ts';
import { printable, quoted, toJson, toJsonCell } from '../../cli/printable.ts';
import { answerTo, callbackOf } from './answer-given.ts';
import { relayReceiptOf } from './relay-receipt.ts';
import { verdictLines } from './verdict-lines.ts';

/** A record with what a person needs to understand it. */
export interface ShownRecord {
  readonly record: AuditRecord;
  readonly sentence: string;
  /** The record that has the body: the first one of a repeat. Undefined when it is gone. */
  readonly withBody: AuditRecord | undefined;
  /** eventID of the dismissal after which this record is the clean-up. */
  readonly cleanUpOf?: string | undefined;
  /** Record of the verdict that a relay gave instead of this one. */
  readonly byRelay?: AuditRecord | undefined;
}

/** Columns of a name that others line up with. */
const MAX_ALIGNED = 24;

/**
 * Lays out one record for a person. Texts of others stay in their lines, which begin with spaces, so that none looks like a heading.
 *
 * @param maxColumns of a value; none for a file or a pipe, where nothing is truncated
 */
export function pageOf(shown: ShownRecord, maxColumns = Number.POSITIVE_INFINITY): string[] {
  const { record, sentence, withBody, byRelay } = shown;
  const body = withBody?.body ?? withBody?.bodyBytes;
  const sections: [string, string[]][] = [
    ['Verdict', verdictLines(record, callbackOf(record).timing, byRelay)],
    ['Event', rows(Object.entries(record.event ?? {}).map(([name, value]) => [quoted(name), valueIn(value)]))],
    [bodyHeading(record, withBody), body === undefined || body.length === 0 ? ['-'] : [bodyLine(body)]],
    ...[answerSection(byRelay ?? record, withBody?.body)],
  ];
  const lines = sections
    .filter(([, text]) => text.length > 0)
    .flatMap(([heading, text]) => ['', heading, ...text.map((line) => truncate(`  ${line}`, maxColumns))]);
  return [
    truncate(sentence, maxColumns),
    '',
    ...rows(keysOf(shown)).map((line) => truncate(`  ${line}`, maxColumns)),
    ...lines,
  ];
}

function keysOf({ record, cleanUpOf }: ShownRecord): [string, string][] {
  const {
    command,
    sentAs,
    recordedAt,
    relay,
    outcome,
    eventID,
    repeatOf,
    replayOf,
    groupID,
    userID,
    role,
    operationID,
  } = record;
  const { timing } = callbackOf(record);
  const keys: [string, string | undefined][] = [
    ['callback', `${quoted(shortName(command))} (${timing})`],
    ['sent as', sentAs && quoted(sentAs)],
    ['received', receiptText(record)],
    ['recorded', recordedAt && quoted(recordedAt)],
    ['relay', relay && relayText(relay)],
    ['outcome', quoted(outcome)],
    ['eventID', quoted(eventID)],
    ['repeat of', repeatOf && quoted(repeatOf)],
    ['replay of', replayOf && quoted(replayOf)],
    ['clean-up of', cleanUpOf && quoted(cleanUpOf)],
    ['group', groupID && quoted(groupID)],
    ['user', userID && `${quoted(userID)}${role ? ` (${printable(role)})` : ''}`],
    ['operation', operationID && quoted(operationID)],
  ];
  return keys.flatMap(([name, value]) => (value ? [[name, value] satisfies [string, string]] : []));
}

/** Names the clock, because the address is that of the relay, which delivered the callback later. */
function receiptText(record: AuditRecord): string {
  const { receivedAt, sourceIP } = record;
  const isOfRelay = relayReceiptOf(record)?.isOwnClock === false;
  return `${quoted(receivedAt)} ${isOfRelay ? 'by the relay at' : 'from'} ${quoted(sourceIP)}`;
}

function relayText({ id, sequence, receivedAt, others = [], ignored }: Relayed): string {
  return [
    id && `request ${quoted(id)}`,
    sequence !== undefined && `number ${sequence}`,
    receivedAt && `taken at ${quoted(receivedAt)} by its own clock`,
    ...others.map(
      ({ name, answer, error, replaced, isShortened }) =>
        `${quoted(name)} ${answer ? `answered ${toJsonCell(answer)}` : `gave no answer (${quoted(error ?? 'unknown')})`}${replaced ? ` in the place of ${toJsonCell(replaced)}` : ''}${isShortened ? ' (large values are left out)' : ''}`,
    ),
    ignored && `ignored headers: ${quoted(ignored)}`,
  ]
    .filter(Boolean)
    .join(', ');
}

function rows(cells: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(0, ...cells.map(([name]) => columnsOf(name)).filter((columns) => columns <= MAX_ALIGNED));
  return cells.map(([name, value]) => `${padTo(width, name)}  ${value}`);
}

function valueIn(value: unknown): string {
  return typeof value === 'string' ? quoted(value) : toJsonCell(value);
}

function bodyHeading(record: AuditRecord, withBody: AuditRecord | undefined): string {
  if (withBody === undefined) return 'Body: deleted with the first record';
  const { redacted = [], bodyBytes, eventID } = withBody;
  if (redacted.includes('body')) return 'Body: dropped, because a secret or a message may be in it';
  const notes = [
    eventID !== record.eventID && `from the first record ${quoted(eventID)}`,
    redacted.length > 0 && `redacted: ${redacted.map(quoted).join(', ')}`,
    bodyBytes && 'in base64, because it is not UTF-8',
  ].filter(Boolean);
  return ['Body as received', ...notes].join(', ');
}

/** Returns a body on one line. One that breaks lines, or that a terminal would obey, becomes a JSON string. */
function bodyLine(body: string | Uint8Array): string {
  if (typeof body !== 'string') return Buffer.from(body).toString('base64');
  // OpenIM ends each body with a line feed.
  const line = body.replace(/\n$/, '');
  return printable(line) === line ? line : toJson(body);
}

function answerSection(record: AuditRecord, body: string | undefined): [string, string[]] {
  const { reply, doubts } = answerTo(record, body);
  const lines = [
    `HTTP ${reply.status}  ${toJson(reply.answer)}`,
    ...doubts.map((doubt) => `Uncertain, because ${doubt}.`),
  ];
  return [doubts.length === 0 ? 'Answer to OpenIM' : 'Answer to OpenIM, probably', lines];
}
