import middy from '@middy/core';
import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from 'aws-lambda';
import type { InferOutput } from 'valibot';
import { allow, allowWith, type Replacements, withReplacements } from '../openim/answer.ts';
import { type CallbackKind, commandOf } from '../openim/catalogue.ts';
import { fieldsToEcho } from '../openim/overwriting.ts';
import type { Changes } from '../policy/doors/door.ts';
import { replyTo } from '../policy/reply.ts';
import type { Decision } from '../record/decision.ts';
import { decisionOfRelay } from '../record/relayed.ts';
import { authenticate } from './authenticate.ts';
import { identifiersOf, operationOf } from './body-identifiers.ts';
import { capture } from './capture.ts';
import { parse } from './parse.ts';
import type { PipelineEvent, RequestState, Step } from './pipeline-event.ts';
import { type Replying, recordAndReply } from './record-and-reply.ts';
import { reject } from './reject.ts';
import type { Rejected } from './rejection.ts';
import type { Runtime } from './runtime.ts';
import { validate } from './validate.ts';

/** Options of one callback's pipeline. */
interface CallbackOptions<Event> {
  /** Decides whether the operation may continue. For before callbacks only. */
  readonly judge?: (event: Event, signal: AbortSignal) => Promise<Decision>;
  /** Reads the decision of a stored item, for a callback that a relay asks again. */
  readonly decisionIn?: Replying['decisionIn'];
  /** Translates changes into fields of the answer. By default they have the same names. */
  readonly answerFor?: (event: Event, changes: Changes, wireName: string) => Replacements;
}

/** Lambda handler for requests to the REST API. */
export type Handler = (request: APIGatewayProxyEvent, context: Context) => Promise<APIGatewayProxyResult>;

/** Returns the handler of a callback: authenticate → capture → parse → validate → judge → record → reply. */
export function handlerOf<Callback extends CallbackKind>(
  runtime: Runtime,
  callback: Callback,
  {
    judge,
    decisionIn,
    answerFor = (_event, changes) => changes,
  }: CallbackOptions<InferOutput<Callback['request']>> = {},
): Handler {
  return pipeline<InferOutput<Callback['request']>>(runtime, (chain) =>
    chain
      .before(authenticate(runtime.settings))
      .before(capture(runtime, callback))
      .before(parse())
      .before(validate(callback))
      // A last step and no handler, because middy makes a signal for each call of a handler.
      .before(async ({ event: { state } }) => {
        const { captured, body, event, reason } = state;
        if (!captured || event === undefined) throw new TypeError('a step of the pipeline is missing');
        const { verdict: ofRelay } = captured.received.relay ?? {};
        const decision = ofRelay ? decisionOfRelay(ofRelay) : await judge?.(event, captured.deadline.first);
        // The event has one form, in which nobody is named otherwise. Only the body has the operation.
        const identifiers = { ...identifiersOf(commandOf(callback), event), operationID: operationOf(body) };
        const { callbackCommand } = Object(body);
        const outcome = decision ? OUTCOMES[decision.verdict] : 'recorded';
        const echo = allowWith(fieldsToEcho(callback, Object(body)));
        const replyOf = (made: Decision) =>
          withReplacements(
            replyTo(made, (changes) => answerFor(event, changes, callbackCommand)),
            echo,
          );
        // A relay that has answered by itself only wants to know that this is recorded.
        const reply = decision && !ofRelay ? replyOf(decision) : withReplacements(allow, echo);
        const input = { outcome, ...identifiers, event, reason, decision } as const;
        return recordAndReply(runtime, callback, captured, { reply, decisionIn, replyTo: replyOf }, input);
      })
      .onError(reject(runtime, callback)),
  );
}

/**
 * Returns a handler that rejects every request, unauthenticated ones first.
 *
 * @param steps that precede the rejection: `capture` records what is rejected
 */
export function rejectingHandlerOf(
  runtime: Runtime,
  callback: CallbackKind,
  rejected: Rejected,
  steps: readonly Step[] = [],
): Handler {
  return pipeline<never>(runtime, (chain) => {
    for (const step of [authenticate(runtime.settings), ...steps]) chain.before(step);
    return chain
      .handler(() => {
        throw rejected;
      })
      .onError(reject(runtime, callback));
  });
}

const OUTCOMES = { allow: 'allowed', change: 'changed', refuse: 'refused' } as const;

type Chain<Event> = middy.MiddyfiedHandler<PipelineEvent<Event>, APIGatewayProxyResult>;

/** Creates the state of each request. Middy's early timeout is off, because the deadline replaces it. */
function pipeline<Event>({ now }: Runtime, withSteps: (chain: Chain<Event>) => Chain<Event>): Handler {
  const chain = withSteps(middy<PipelineEvent<Event>, APIGatewayProxyResult>({ timeoutEarlyInMillis: 0 }));
  return async (request, context) => {
    const state: RequestState<Event> = { startedAt: now() };
    try {
      return await chain({ request, state }, context);
    } finally {
      state.captured?.deadline.end();
    }
  };
}
