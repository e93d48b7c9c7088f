import { type ProblemName, problems } from './problems.ts';
import type { Timing } from './wire-callback.ts';

/**
 * The body of every answer, as OpenIM decodes it (`actionCode`, `errCode` and `nextCode` are int32).
 * Source: openimsdk/open-im-server v3.8.3, `pkg/callbackstruct/common.go`, `CommonCallbackResp`.
 */
export interface Answer {
  readonly actionCode: 0 | 1;
  readonly errCode: number;
  readonly errMsg: string;
  readonly errDlt: string;
  /** 1 refuses the operation, 0 lets it go on. */
  readonly nextCode: 0 | 1;
  /** Of a before callback: what replaces the values that were to be set. Absent means unchanged, but see `overwriting.ts`. */
  readonly [replacement: string]: unknown;
}

export type Replacements = Readonly<Record<string, unknown>>;

/** What a before callback answers when we fail or can't read the request. */
export type FailureVerdict = 'refuse' | 'allow';

/** The answer together with its HTTP status. */
export interface Reply {
  readonly status: number;
  readonly answer: Answer;
}

/** Characters of `errDlt`: enough to name what is wrong, and never a copy of a large body. */
const MAX_DETAIL_LENGTH = 1_000;

/** Noted, or allowed: the operation goes on unchanged. */
export const allow: Reply = { status: 200, answer: { actionCode: 0, errCode: 0, errMsg: '', errDlt: '', nextCode: 0 } };

/** Allowed, with these values in the place of those that were to be set. */
export function allowWith(changed: Replacements): Reply {
  return { status: 200, answer: { ...allow.answer, ...changed } };
}

/** A reply that lets an operation go on, with the values that another reply would have put in the place of those to be set. */
export function withReplacements(reply: Reply, { answer }: Reply): Reply {
  const { actionCode: _action, errCode: _code, errMsg: _msg, errDlt: _dlt, nextCode: _next, ...replacements } = answer;
  return { ...reply, answer: { ...replacements, ...reply.answer } };
}

/** Refused: the user sees `errCode` and `errMsg`. */
export function refuse(errCode: number, errMsg: string, errDlt: string): Reply {
  return { status: 200, answer: { actionCode: 0, errCode, errMsg, errDlt, nextCode: 1 } };
}

/**
 * The reply to a callback that could not be taken as it came.
 *
 * An after callback has nothing left to refuse, so `actionCode` 1 says that it failed; for a before callback the failure
 * verdict decides. v3.5 reads `actionCode` 1 as a refusal, which is why a before callback never answers it.
 */
export function failure(name: ProblemName, detail: string, timing: Timing, failureVerdict: FailureVerdict): Reply {
  const { errCode, status, refuses, errMsg } = problems[name];
  const refused = refuses || (timing === 'before' && failureVerdict === 'refuse');
  return {
    status,
    answer: {
      actionCode: timing === 'after' && !refuses ? 1 : 0,
      errCode,
      errMsg,
      errDlt: detail.slice(0, MAX_DETAIL_LENGTH).toWellFormed(),
      nextCode: refused ? 1 : 0,
    },
  };
}

/** A reply as API Gateway's proxy integration takes it. This is the one place where an answer becomes bytes. */
export function toProxyResult({ status, answer }: Reply) {
  return { statusCode: status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(answer) };
}
