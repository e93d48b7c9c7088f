import { type ProblemName, problems } from './problems.ts';
import type { Timing } from './wire-callback.ts';

/**
 * Body of every answer. OpenIM decodes `actionCode`, `errCode` and `nextCode` as int32.
 * Source: openimsdk/open-im-server v3.8.3, `pkg/callbackstruct/common.go`, `CommonCallbackResp`.
 */
export interface Answer {
  readonly actionCode: 0 | 1;
  readonly errCode: number;
  readonly errMsg: string;
  readonly errDlt: string;
  /** 1 refuses the operation, 0 continues it. */
  readonly nextCode: 0 | 1;
  /** Values that replace those of a before callback. A missing value means unchanged, except in `overwriting.ts`. */
  readonly [replacement: string]: unknown;
}

export type Replacements = Readonly<Record<string, unknown>>;

/** Answer to a before callback when the receiver fails or the request is malformed. */
export type FailureVerdict = 'refuse' | 'allow';

/** An answer and its HTTP status. */
export interface Reply {
  readonly status: number;
  readonly answer: Answer;
}

/** Maximum length of `errDlt`, which must not repeat a large body. */
const MAX_DETAIL_LENGTH = 1_000;

/** Continues the operation unchanged. */
export const allow: Reply = { status: 200, answer: { actionCode: 0, errCode: 0, errMsg: '', errDlt: '', nextCode: 0 } };

/** Continues the operation with replaced values. */
export function allowWith(changed: Replacements): Reply {
  return { status: 200, answer: { ...allow.answer, ...changed } };
}

/** Adds the replacements of another reply to a reply. */
export function withReplacements(reply: Reply, { answer }: Reply): Reply {
  const { actionCode: _action, errCode: _code, errMsg: _msg, errDlt: _dlt, nextCode: _next, ...replacements } = answer;
  return { ...reply, answer: { ...replacements, ...reply.answer } };
}

/** Refuses the operation. The user sees `errCode` and `errMsg`. */
export function refuse(errCode: number, errMsg: string, errDlt: string): Reply {
  return { status: 200, answer: { actionCode: 0, errCode, errMsg, errDlt, nextCode: 1 } };
}

/**
 * Returns the reply to a callback that was rejected or could not be recorded.
 *
 * An after callback gets `actionCode` 1, because it cannot be refused. A before callback gets the failure verdict and
 * never `actionCode` 1, because v3.5 reads that as a refusal.
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

/** Serialises a reply for API Gateway's proxy integration. */
export function toProxyResult({ status, answer }: Reply) {
  return { statusCode: status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(answer) };
}
