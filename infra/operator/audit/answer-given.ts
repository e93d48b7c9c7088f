import * as v from 'valibot';
import { allow, allowWith, failure, type Reply, withReplacements } from '../../../functions/openim/answer.ts';
import { type CallbackKind, callbackSentAs } from '../../../functions/openim/catalogue.ts';
import { noCallback, otherCallback } from '../../../functions/openim/other.ts';
import { fieldsToEcho } from '../../../functions/openim/overwriting.ts';
import { type ProblemName, problems } from '../../../functions/openim/problems.ts';
import type { Changes } from '../../../functions/policy/doors/door.ts';
import { doorFor } from '../../../functions/policy/doors/doors.ts';
import { replyTo } from '../../../functions/policy/reply.ts';
import type { Decision, Verdict } from '../../../functions/record/decision.ts';
import type { AuditRecord } from '../../../functions/record/record.ts';
import type { RelayVerdict } from '../../../functions/record/relayed.ts';
import { ownVerdict } from '../../relay/before/own-verdict.ts';

/** An answer derived from a record, because records do not have it. */
export interface GivenAnswer {
  readonly reply: Reply;
  /** Reasons why OpenIM may have got another answer. */
  readonly doubts: readonly string[];
}

/** Reason of a body under the address of another callback. */
const WRONG_COMMAND = 'callbackCommand differs from the callback in the address';

/** Reason of a record that was answered as judged, and then could not be written with its event. */
const EVENT_REJECTED = 'DynamoDB rejected the event';

/** Length to which a record truncates the values of its decision. */
const MAX_VALUE_LENGTH = 1_000;

const VERDICTS: Readonly<Record<string, Verdict>> = { allowed: 'allow', changed: 'change', refused: 'refuse' };

/**
 * Returns the answer that OpenIM got for a record.
 *
 * @param body of this record, or of the first one when it is a repeat
 */
export function answerTo(record: AuditRecord, body: string | undefined): GivenAnswer {
  const callback = callbackOf(record);
  const { relay } = record;
  if (relay?.verdict) return answerOfRelay(relay.verdict, callback);
  const reply = replyFor(record, callback, body);
  return { reply, doubts: [...doubtsAbout(record, callback, body), ...doubtsAboutWriting(record, reply)] };
}

export function callbackOf({ command }: Pick<AuditRecord, 'command'>): CallbackKind {
  return callbackSentAs(command) ?? otherCallback(command) ?? noCallback;
}

/**
 * Returns the answer that OpenIM got from a relay. With a code of the relay, the relay made it. Otherwise the relay passed on an answer
 * without a record.
 */
function answerOfRelay({ verdict, errCode, reason }: RelayVerdict, callback: CallbackKind): GivenAnswer {
  const away = ownVerdict(callback, 'receiverAway', reason, verdict);
  const late = ownVerdict(callback, 'outOfTime', reason, verdict);
  const made = [away, late].find(({ answer }) => answer.errCode === errCode);
  if (made) return { reply: made, doubts: [] };
  const name = Object.entries(problems).find(([, problem]) => problem.errCode === errCode)?.[0] ?? 'notRecorded';
  const { status, answer } = failure(name as ProblemName, reason, callback.timing, verdict);
  return { reply: { status, answer: { ...answer, errCode } }, doubts: ['the record has only its code'] };
}

function replyFor(record: AuditRecord, callback: CallbackKind, body: string | undefined): Reply {
  const { outcome, reason = '', decision, insteadOf, correctedBy } = record;
  const wasJudged = reason.startsWith(EVENT_REJECTED);
  if (!wasJudged && (outcome === 'malformed' || outcome === 'failed')) {
    const invalid = reason === WRONG_COMMAND ? 'wrongCommand' : 'malformed';
    const failureVerdict = decision?.verdict === 'refuse' ? 'refuse' : 'allow';
    return failure(
      outcome === 'failed' ? 'ourFailure' : invalid,
      reason,
      decision ? 'before' : 'after',
      failureVerdict,
    );
  }
  const sent = parsed(body);
  const echo = allowWith(fieldsToEcho(callback, sent));
  const replyOf = (made: Decision) => replyTo(made, (changes) => answerFor(record, callback, sent, changes));
  const verdict = VERDICTS[outcome];
  const known = decision ?? (verdict && { verdict });
  if (insteadOf === undefined && correctedBy === undefined)
    return withReplacements(known ? replyOf(known) : allow, echo);
  const judged = withReplacements(replyOf(allowedBefore(known)), echo);
  return withReplacements(failure('notRecorded', '', callback.timing, 'refuse'), judged);
}

/** Returns the fields of an answer, as the callback's door derived them from its event. */
function answerFor({ event, command, sentAs }: AuditRecord, callback: CallbackKind, sent: object, changes: Changes) {
  const door = doorFor(callback);
  if (!door) return changes;
  const { success, output } = v.safeParse(callback.request, event ?? sent);
  const wireName = 'callbackCommand' in sent ? String(sent.callbackCommand) : (sentAs ?? command);
  return door.answerFor(success ? Object(output) : { ...sent, ...event }, changes, wireName);
}

/** Returns the decision before the refusal replaced it. Only an allowing one is ever replaced. */
function allowedBefore({ mode, changes }: Partial<Decision> = {}): Decision {
  return mode === 'enforce' && changes ? { verdict: 'change', changes } : { verdict: 'allow' };
}

function doubtsAbout(
  { redacted = [], decision, outcome }: AuditRecord,
  callback: CallbackKind,
  body?: string,
): string[] {
  const { overwrites = [] } = callback;
  const isEchoLost =
    overwrites.length > 0 && (body === undefined || redacted.some((name) => overwrites.includes(name)));
  return [
    isEchoLost && outcome !== 'malformed' && 'its body is missing, and the answer repeats fields of it',
    VERDICTS[outcome] !== undefined && decision === undefined && 'its decision is missing',
    decision?.omitted !== undefined && outcome === 'changed' && 'the decision keeps the first of many changes',
    hasTruncated(decision) &&
      `the decision keeps the first ${MAX_VALUE_LENGTH.toLocaleString('en')} characters of a value`,
  ].filter((doubt) => doubt !== false);
}

/** A failure that affected the policy may have affected the record, too. It does not change a refusal. */
function doubtsAboutWriting({ outcome, decision, insteadOf, correctedBy }: AuditRecord, { answer }: Reply): string[] {
  const hasFailed = outcome === 'failed' || (outcome !== 'malformed' && decision?.degraded !== undefined);
  const isCorrected = insteadOf !== undefined || correctedBy !== undefined;
  if (!hasFailed || isCorrected || answer.nextCode === 1) return [];
  return ['the receiver had a failure, and if this record was written late, OpenIM got 5503 instead'];
}

function hasTruncated(value: unknown): boolean {
  if (typeof value === 'string') return value.length >= MAX_VALUE_LENGTH;
  return typeof value === 'object' && value !== null && Object.values(value).some(hasTruncated);
}

function parsed(body: string | undefined): object {
  try {
    return Object(JSON.parse(body ?? ''));
  } catch {
    return {};
  }
}
