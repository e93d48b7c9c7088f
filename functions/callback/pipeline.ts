import middy from '@middy/core';
import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from 'aws-lambda';
import type { InferOutput } from 'valibot';
import { allow, allowWith, withReplacements } from '../openim/answer.ts';
import { type CallbackKind, commandOf } from '../openim/catalogue.ts';
import { fieldsToEcho } from '../openim/overwriting.ts';
import { replyTo } from '../policy/reply.ts';
import type { Decision } from '../record/decision.ts';
import { authenticate } from './authenticate.ts';
import { capture } from './capture.ts';
import { identifiersOf } from './identifiers.ts';
import { parse } from './parse.ts';
import type { PipelineEvent } from './pipeline-event.ts';
import { recordAndReply } from './record-and-reply.ts';
import { reject } from './reject.ts';
import type { Rejected } from './rejection.ts';
import type { Runtime } from './runtime.ts';
import { validate } from './validate.ts';

/** Options that differ from callback to callback. */
interface CallbackOptions<Event> {
  /** Decides whether the operation may go on. Only for a before callback. */
  readonly judge?: (event: Event, signal: AbortSignal) => Promise<Decision>;
}

/** A function as Lambda calls it for a request to the REST API. */
export type Handler = (request: APIGatewayProxyEvent, context: Context) => Promise<APIGatewayProxyResult>;

/** The way of a callback: authenticate → capture → parse → validate → judge → record → reply. */
export function handlerOf<Callback extends CallbackKind>(
  runtime: Runtime,
  callback: Callback,
  { judge }: CallbackOptions<InferOutput<Callback['request']>> = {},
): Handler {
  return pipeline<InferOutput<Callback['request']>>(runtime, (way) =>
    way
      .before(authenticate(runtime.settings))
      .before(capture(runtime, callback))
      .before(parse())
      .before(validate(callback))
      .handler(
        async ({ state: { captured, body, event, reason } }: PipelineEvent<InferOutput<Callback['request']>>) => {
          if (!captured || event === undefined) throw new TypeError('a step of the pipeline is missing');
          const decision = await judge?.(event, captured.deadline.first);
          const identifiers = identifiersOf(commandOf(callback), body);
          const outcome = decision ? OUTCOMES[decision.verdict] : 'recorded';
          const echo = allowWith(fieldsToEcho(callback, Object(body)));
          const reply = withReplacements(decision ? replyTo(decision) : allow, echo);
          const input = { outcome, ...identifiers, event, reason, decision } as const;
          return recordAndReply(runtime, callback, captured, reply, input);
        },
      )
      .onError(reject(runtime, callback)),
  );
}

/** The way of a request that is accepted from nobody: authenticate → reject. */
export function refuserOf(runtime: Runtime, callback: CallbackKind, rejected: Rejected): Handler {
  return pipeline<never>(runtime, (way) =>
    way
      .before(authenticate(runtime.settings))
      .handler(() => {
        throw rejected;
      })
      .onError(reject(runtime, callback)),
  );
}

const OUTCOMES = { allow: 'allowed', change: 'changed', refuse: 'refused' } as const;

type Way<Event> = middy.MiddyfiedHandler<PipelineEvent<Event>, APIGatewayProxyResult>;

/** Makes the state in which the steps of one request keep what they found. Middy's own early timeout is off: there is a deadline. */
function pipeline<Event>({ now }: Runtime, withSteps: (way: Way<Event>) => Way<Event>): Handler {
  const way = withSteps(middy<PipelineEvent<Event>, APIGatewayProxyResult>({ timeoutEarlyInMillis: 0 }));
  return (request, context) => way({ request, state: { startedAt: now() } }, context);
}
