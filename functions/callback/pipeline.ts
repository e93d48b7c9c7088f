import middy, { type Request } from '@middy/core';
import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from 'aws-lambda';
import type { InferOutput } from 'valibot';
import { allow, allowWith, failure, withReplacements } from '../openim/answer.ts';
import { type CallbackKind, callbackSentAs } from '../openim/catalogue.ts';
import { noCallback, otherCallback } from '../openim/other.ts';
import { fieldsToEcho, isOverwriting } from '../openim/overwriting.ts';
import { replyTo } from '../policy/reply.ts';
import type { Decision } from '../record/decision.ts';
import { textOf } from '../record/received.ts';
import { strangerProblem } from './authenticate.ts';
import { startDeadline } from './deadline.ts';
import { identifiersOf } from './identifiers.ts';
import { parser } from './parse.ts';
import { mediaType, receive } from './receive.ts';
import { type RequestState, recordAndReply, replyUnrecorded } from './record-and-reply.ts';
import { asRejected, Malformed, NotAuthenticated, OurFailure, type Rejected } from './rejection.ts';
import type { Runtime } from './runtime.ts';
import { validate } from './validate.ts';

/** What differs from callback to callback. */
interface CallbackOptions<Event> {
  /** Whom the event is about: what its record can be found by. */
  readonly concerns: (event: Event) => { groupID?: string | undefined; userID?: string | undefined };
  /** Whether the operation may go on, where OpenIM asks before it. */
  readonly judge?: (event: Event, signal: AbortSignal) => Promise<Decision>;
}

/** A function as Lambda calls it for a request to the REST API. */
export type Handler = (event: APIGatewayProxyEvent, context: Context) => Promise<APIGatewayProxyResult>;

/** A request on its way. Its body is as it was sent, then text, then parsed. */
interface PipelineEvent extends Omit<APIGatewayProxyEvent, 'body'> {
  body: unknown;
  /** The runtime's `now()` at arrival. */
  startedAt: number;
  /** Set once the caller is known: from then on the request is recorded, whatever it holds. */
  arrival?: RequestState;
}

type Step = (request: Request<PipelineEvent, APIGatewayProxyResult>) => unknown;

/** The way of a callback: authenticate → parse → validate → judge → record → answer. */
export function handlerOf<Callback extends CallbackKind>(
  runtime: Runtime,
  callback: Callback,
  { concerns, judge }: CallbackOptions<InferOutput<Callback['request']>>,
): Handler {
  const way = middy<PipelineEvent, APIGatewayProxyResult>({ timeoutEarlyInMillis: 0 })
    .before(start(runtime))
    .before(authenticate(runtime))
    .before(captureRequest(callback))
    .use(parser<PipelineEvent>())
    .handler(async ({ arrival, body }: PipelineEvent) => {
      if (!arrival) throw new TypeError('the request was not received');
      const event = validate(callback, body);
      const decision = await judge?.(event, arrival.deadline.first);
      const { operationID } = identifiersOf(body);
      const outcome = decision ? OUTCOMES[decision.verdict] : 'recorded';
      const reply = withReplacements(
        decision ? replyTo(decision) : allow,
        allowWith(fieldsToEcho(callback, Object(body))),
      );
      return recordAndReply(runtime, callback, arrival, reply, {
        outcome,
        operationID,
        ...concerns(event),
        event,
        decision,
      });
    })
    .onError(reject(runtime, callback));
  return way as unknown as Handler;
}

/** The way of a request that is taken from nobody: authenticate → refuse. */
export function refuserOf(runtime: Runtime, callback: CallbackKind, rejected: Rejected): Handler {
  const way = middy<PipelineEvent, APIGatewayProxyResult>({ timeoutEarlyInMillis: 0 })
    .before(start(runtime))
    .before(authenticate(runtime))
    .handler(() => {
      throw rejected;
    })
    .onError(reject(runtime, callback));
  return way as unknown as Handler;
}

const OUTCOMES = { allow: 'allowed', change: 'changed', refuse: 'refused' } as const;

const start =
  ({ now }: Runtime): Step =>
  ({ event }) => {
    event.startedAt = now();
  };

const authenticate =
  ({ settings }: Runtime): Step =>
  ({ event }) => {
    const problem = strangerProblem(event, settings.tokenHashes);
    if (problem) throw new NotAuthenticated(problem);
  };

/** From here on the request is recorded. The body parser gets text, and the header that it looks at by its usual name. */
const captureRequest =
  (callback: CallbackKind): Step =>
  ({ event, context }) => {
    const { startedAt } = event;
    const deadline = startDeadline(context.getRemainingTimeInMillis?.());
    const received = receive(event as APIGatewayProxyEvent, callback);
    event.arrival = { startedAt, deadline, received };
    event.headers = { 'content-type': mediaType(event) };
    event.isBase64Encoded = false;
    event.body = textOf(received);
    if (event.body === undefined) throw new Malformed('body is not UTF-8');
  };

/** Answers what could not be taken as it came, after recording it; of a stranger's request nothing is read. */
const reject =
  (runtime: Runtime, callback: CallbackKind): Step =>
  async (request) => {
    const { arrival, startedAt } = request.event;
    const rejected = asRejected(request.error) ?? new OurFailure(request.error);
    const { problem, message: reason } = rejected;
    const meant = problem === 'wrongCommand' ? [callback, callbackOf(request.event.body)] : [callback];
    const failureVerdict = meant.some(isOverwriting) ? 'refuse' : runtime.settings.failureVerdict;
    const timing = meant.every((one) => one.timing === 'after') ? 'after' : 'before';
    const reply = failure(problem, reason, timing, failureVerdict);
    if (!arrival) {
      request.response = replyUnrecorded(runtime, callback, startedAt, reply, rejected);
      return;
    }
    const outcome = problem === 'ourFailure' ? 'failed' : 'malformed';
    const decision = timing === 'before' ? { verdict: failureVerdict, degraded: reason } : undefined;
    const finding = { outcome, ...identifiersOf(parsed(request.event.body)), reason, decision } as const;
    request.response = await recordAndReply(runtime, callback, arrival, reply, finding, rejected);
  };

/** The callback that a body names, where the address names another: OpenIM asks whether it may go on with the body's. */
function callbackOf(body: unknown): CallbackKind {
  const { callbackCommand } = Object(body);
  return callbackSentAs(callbackCommand) ?? otherCallback(callbackCommand) ?? noCallback;
}

/** A body that the parser did not get to, for what it says of whom it is about. */
function parsed(body: unknown): unknown {
  if (typeof body !== 'string') return body;
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
