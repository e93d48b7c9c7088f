import { failure } from '../openim/answer.ts';
import { type CallbackKind, commandOf } from '../openim/catalogue.ts';
import { behaviourOf } from '../openim/known-callback.ts';
import { noCallback } from '../openim/other.ts';
import { isOverwriting } from '../openim/overwriting.ts';
import type { WireCallback } from '../openim/wire-callback.ts';
import { decisionOfRelay } from '../record/relayed.ts';
import { identifiersOf } from './body-identifiers.ts';
import type { Step } from './pipeline-event.ts';
import { recordAndReply, replyUnrecorded } from './record-and-reply.ts';
import { asRejected, OurFailure } from './rejection.ts';
import type { Runtime } from './runtime.ts';

/** Records a rejected request and replies to it. An unauthenticated request is not read or recorded. */
export function reject(runtime: Runtime, callback: CallbackKind): Step {
  return async (request) => {
    const { captured, startedAt, body } = request.event.state;
    const rejected = asRejected(request.error) ?? new OurFailure(request.error);
    const { problem, message: reason } = rejected;
    const candidates = problem === 'wrongCommand' ? [callback, callbackOf(body)] : [callback];
    const mustRefuse = rejected.refuses || candidates.some(isOverwriting);
    const failureVerdict = mustRefuse ? 'refuse' : runtime.settings.failureVerdict;
    const timing = candidates.every((candidate) => candidate.timing === 'after') ? 'after' : 'before';
    const reply = failure(problem, reason, timing, failureVerdict);
    if (!captured) {
      request.response = replyUnrecorded(runtime, callback, { startedAt }, reply, rejected);
      return;
    }
    const outcome = problem === 'ourFailure' ? 'failed' : 'malformed';
    const { verdict: ofRelay } = captured.received.relay ?? {};
    const failed = timing === 'before' ? { verdict: failureVerdict, degraded: reason } : undefined;
    const decision = ofRelay ? decisionOfRelay(ofRelay) : failed;
    const input = { outcome, ...identifiersOf(commandOf(callback), parsed(body)), reason, decision } as const;
    request.response = await recordAndReply(runtime, callback, captured, { reply }, input, rejected);
  };
}

/** Returns the callback in the body. OpenIM expects its verdict, even when the address names another callback. */
function callbackOf(body: unknown): WireCallback {
  return behaviourOf(Object(body).callbackCommand) ?? noCallback;
}

/** Parses a body that was rejected before the parser, to read its identifiers. */
function parsed(body: unknown): unknown {
  if (typeof body !== 'string') return body;
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
