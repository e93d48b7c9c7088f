import type { CallbackKind } from '../../../functions/openim/catalogue.ts';
import { type Asked, askReceiver } from '../before/ask-receiver.ts';
import { ownVerdict } from '../before/own-verdict.ts';
import { otherHeaders } from '../delivery/send-to-other.ts';
import type { ReceiverClient } from '../receiver/client.ts';
import { askOthers } from '../routing/ask-others.ts';
import { mergedBody } from '../routing/merge-answers.ts';
import { readAnswer } from '../routing/read-answer.ts';
import type { OtherServer, Plan } from '../routing/routes.ts';
import {
  asAnswer,
  type FrontAnswer,
  type FrontRequest,
  passThrough,
  spoolVerdict,
  type TakeOptions,
} from './take-callback.ts';

/** Share of the time that servers beside the receiver have, so that the receiver has the rest. */
const OTHERS_SHARE = 0.6;

export interface BeforeOptions extends TakeOptions {
  readonly clientOf: (server: OtherServer) => ReceiverClient;
}

export interface BeforeCallback {
  readonly callback: CallbackKind;
  /** Name on the wire. */
  readonly command: string;
  readonly plan: Plan;
}

/** Answers a before callback: as the receiver does, as another server alone does, or as all of them together do. */
export async function answerBefore(
  options: BeforeOptions,
  before: BeforeCallback,
  request: FrontRequest,
): Promise<FrontAnswer> {
  const { plan, callback } = before;
  if (plan.kind === 'alone') return askAlone(options, before, plan.server, request);
  if (plan.others.length === 0) return passThrough(options, callback, request);
  return askAll(options, before, plan.others, request);
}

/** Nothing of it is recorded, because the receiver has no part in it. */
async function askAlone(
  options: BeforeOptions,
  { callback, command }: BeforeCallback,
  server: OtherServer,
  request: FrontRequest,
): Promise<FrontAnswer> {
  const { counters, failureVerdict, beforeDeadlineMs } = options;
  const asked = await ask(options, server, request, beforeDeadlineMs);
  const read = asked.kind === 'answered' ? readAnswer(command, asked.answer.body) : undefined;
  if (asked.kind === 'answered' && read?.kind !== 'invalid') {
    counters.answeredByOthers += 1;
    return asked.answer;
  }
  const reason =
    asked.kind === 'unanswered' ? asked.reason : `${server.name}: ${read?.kind === 'invalid' && read.reason}`;
  counters.ownVerdicts += 1;
  reportFailure(options, server.name, reason);
  const problem = asked.kind === 'unanswered' ? asked.problem : 'receiverAway';
  return asAnswer(ownVerdict(callback, problem, reason, server.failureVerdict ?? failureVerdict));
}

/** Asks the receiver last, because its policy must judge final values. */
async function askAll(
  options: BeforeOptions,
  { callback, command }: BeforeCallback,
  servers: readonly OtherServer[],
  request: FrontRequest,
): Promise<FrontAnswer> {
  const { counters, failureVerdict, beforeDeadlineMs, now } = options;
  const endMs = now() + beforeDeadlineMs;
  const result = await askOthers(
    {
      ask: (server, body, timeoutMs) => ask(options, server, { ...request, body }, timeoutMs),
      deadlineMs: beforeDeadlineMs * OTHERS_SHARE,
      ...{ now, failureVerdict },
    },
    command,
    servers,
    request.body,
  );
  for (const { name, error } of result.others) if (error !== undefined) reportFailure(options, name, error);
  const asked = { ...request, body: result.body, others: result.others };
  if (result.kind === 'continues') {
    const remaining = { ...options, beforeDeadlineMs: Math.max(1, endMs - now()) };
    const { status, body } = await passThrough(remaining, callback, asked);
    return { status, body: mergedBody(command, request.body, result, body) };
  }
  const { reason } = result;
  if (result.kind === 'refused') {
    const { answer, errCode } = result;
    counters.answeredByOthers += 1;
    await spoolVerdict(options, callback, { ...asked, verdict: { verdict: 'refuse', errCode, reason } });
    return answer;
  }
  const reply = ownVerdict(callback, result.problem, reason, 'refuse');
  counters.ownVerdicts += 1;
  await spoolVerdict(options, callback, {
    ...asked,
    verdict: { verdict: 'refuse', errCode: reply.answer.errCode, reason },
  });
  return asAnswer(reply);
}

function reportFailure({ onTrouble }: BeforeOptions, name: string, reason: string): void {
  onTrouble(`${name} before`, `A before callback got the failure verdict of ${name}: ${reason}.`);
}

function ask(
  { clientOf, now }: BeforeOptions,
  server: OtherServer,
  request: FrontRequest,
  timeoutMs: number,
): Promise<Asked> {
  const { path, body } = request;
  return askReceiver(clientOf(server), { path, headers: otherHeaders(request), body }, timeoutMs, now);
}
