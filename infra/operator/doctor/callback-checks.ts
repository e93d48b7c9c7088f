import type { Answer } from '../../../functions/openim/answer.ts';
import { callbackSentAs, shortName } from '../../../functions/openim/catalogue.ts';
import { otherCallback } from '../../../functions/openim/other.ts';
import { fieldsToEcho } from '../../../functions/openim/overwriting.ts';
import { problems } from '../../../functions/openim/problems.ts';
import { sentence } from '../../cli/printable.ts';
import { RECEIVER_AWAY } from '../../relay/before/own-verdict.ts';
import type { Caller } from './caller.ts';
import { type Check, fail, ok, warn } from './check.ts';
import { isMistake, readAnswer } from './read-answer.ts';
import type { TestEvent } from './test-events.ts';

/** A callback as it was answered. */
export interface Answered {
  readonly event: TestEvent;
  readonly check: Check;
  /** Absent when no answer came. */
  readonly milliseconds?: number;
}

/** Unanswered calls in a row after which the others are not tried. */
const MAX_UNANSWERED = 2;

/** Sends the events one after the other. */
export async function callAll(caller: Caller, events: readonly TestEvent[]): Promise<Answered[]> {
  const all: Answered[] = [];
  for (const event of events) {
    const isHopeless =
      all.length >= MAX_UNANSWERED &&
      all.slice(-MAX_UNANSWERED).every(({ milliseconds }) => milliseconds === undefined);
    if (isHopeless) break;
    all.push(await callOne(caller, event, `/${event.wireName}`));
  }
  return all;
}

/** Sends an event to the address of servers before v3.5, with the command in the query. */
export function callByQuery(caller: Caller, event: TestEvent): Promise<Answered> {
  return callOne(caller, event, `?command=${event.wireName}&contenttype=json`);
}

async function callOne(caller: Caller, event: TestEvent, suffix: string): Promise<Answered> {
  const name = shortName(event.wireName);
  const sent = await caller.send(suffix, event.body);
  const read = readAnswer(sent);
  if (isMistake(read)) {
    const check = fail(name, read.says, read.todo);
    return 'failure' in sent ? { event, check } : { event, check, milliseconds: sent.milliseconds };
  }
  const milliseconds = 'milliseconds' in sent ? sent.milliseconds : 0;
  return { event, check: judge(name, event, read, milliseconds), milliseconds };
}

function judge(name: string, { wireName, body, timing }: TestEvent, answer: Answer, milliseconds: number): Check {
  const { actionCode, errCode, errMsg, errDlt, nextCode } = answer;
  if (errCode === RECEIVER_AWAY.errCode)
    return fail(
      name,
      `gets the failure verdict of the relay, which has no answer of the receiver: ${sentence(errDlt)}`,
      'Check the receiver: npx openim-webhook relay status',
    );
  const known = Object.values(problems).find((problem) => problem.errCode === errCode);
  if (known) return fail(name, `is answered with ${errCode}: ${sentence(errMsg)}`, REMEDIES[errCode] ?? SEE_LOG);
  if (timing === 'before' && actionCode === 0 && nextCode === 1)
    return warn(
      name,
      `a rule refuses a request that sets nothing: ${errCode} ${sentence(errMsg)}`,
      'Check the policy with npm run policy -- show.',
    );
  if (actionCode !== 0 || nextCode !== 0)
    return fail(name, `is answered with actionCode ${actionCode} and nextCode ${nextCode}`, SEE_LOG);
  const callback = callbackSentAs(wireName) ?? otherCallback(wireName);
  const lost = Object.keys(callback ? fieldsToEcho(callback, body) : {}).filter((field) => !(field in answer));
  if (lost.length > 0)
    return fail(name, `the answer lacks ${lost.join(', ')}, which OpenIM then blanks`, 'Update the receiver.');
  return ok(name, `${timing === 'before' ? 'continues' : 'is accepted'}, ${milliseconds.toFixed(1)} ms`);
}

const SEE_LOG = "Look for the error in the receiver's log.";

const REMEDIES: Readonly<Record<number, string>> = {
  [problems.unknownCallback.errCode]:
    'Set RECORD_OTHER_CALLBACKS (on AWS otherCallbacks) to true, or leave its switch off in OpenIM.',
  [problems.malformed.errCode]: 'Update the receiver, which may be older than this command.',
  [problems.wrongCommand.errCode]: 'Check what changes the path or the body between here and the receiver.',
  [problems.throttled.errCode]: 'Raise throttlingRate and throttlingBurst, or try again when fewer callbacks come.',
  [problems.notRecorded.errCode]: 'Check the table and the queue, which both fail. The events are in the log.',
};

/** Sums up the callbacks that the receiver only records: one line, and one more for each that is not answered well. */
export function summaryOfOthers(answered: readonly Answered[]): Check[] {
  const name = 'other callbacks';
  const bad = answered.filter(({ check }) => check.status === 'fail');
  const todo = REMEDIES[problems.unknownCallback.errCode] ?? SEE_LOG;
  const isOff = bad.length > 0 && bad.length === answered.length && bad.every(({ check }) => check.todo === todo);
  if (isOff) return [warn(name, 'are refused, as the settings of the receiver say', todo)];
  const taken = answered.length - bad.length;
  return [
    ...bad.map(({ check }) => check),
    ...(taken > 0 ? [ok(name, `${taken} names of all versions are accepted`)] : []),
  ];
}
