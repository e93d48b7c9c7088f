import type { APIGatewayProxyResult } from 'aws-lambda';
import { type FailureVerdict, failure, toProxyResult } from '../../functions/openim/answer.ts';
import { type CallbackKind, callbackSentAs, commandOf, isJudged } from '../../functions/openim/catalogue.ts';
import { otherCallback } from '../../functions/openim/other.ts';
import { isOverwriting } from '../../functions/openim/overwriting.ts';
import type { ProblemName } from '../../functions/openim/problems.ts';

/** Called for each request that is rejected before any function. `about`: path and detail. */
export type OnRejected = (problem: ProblemName | 'incomplete', about: string) => void;

export interface RejectionOptions {
  readonly failureVerdict: FailureVerdict;
  readonly onRejected: OnRejected;
}

export interface RequestDetail {
  /** Wire name. An unknown callback counts as a before callback, because those can be refused. */
  readonly command?: string | undefined;
  /** Detail for the answer and the log. */
  readonly detail?: string;
}

/** Reports a rejected request, and returns the answer to it. */
export function rejectRequest(
  { failureVerdict, onRejected }: RejectionOptions,
  url: string,
  problem: ProblemName,
  { command, detail = '' }: RequestDetail = {},
): APIGatewayProxyResult {
  const path = url.split('?', 1)[0] as string;
  onRejected(problem, [path, detail].filter((part) => part !== '').join('  '));
  const callback = callbackSentAs(command) ?? otherCallback(command);
  const verdict = callback !== undefined && mustRefuse(callback, problem) ? 'refuse' : failureVerdict;
  const result = toProxyResult(failure(problem, detail, callback?.timing ?? 'before', verdict));
  return problem === 'methodNotAllowed' ? { ...result, headers: { ...result.headers, allow: 'POST' } } : result;
}

/** Tells whether a callback is always refused. Otherwise a user could avoid the policy by a very long value. */
function mustRefuse(callback: CallbackKind, problem: ProblemName): boolean {
  return isOverwriting(callback) || (problem === 'tooLarge' && isJudged(commandOf(callback)));
}
