import { ResponseType, type RestApi } from 'aws-cdk-lib/aws-apigateway';
import { type FailureVerdict, failure } from '../../functions/openim/answer.ts';
import type { ProblemName } from '../../functions/openim/problems.ts';

/**
 * Problems for API Gateway's own answers. OpenIM would read AWS's bodies as "continue", because they are JSON without
 * nextCode 1.
 * Source: Amazon API Gateway Developer Guide, "Gateway response types".
 */
const PROBLEMS: ReadonlyMap<ResponseType, ProblemName> = new Map<ResponseType, ProblemName>([
  [ResponseType.DEFAULT_4XX, 'malformed'],
  [ResponseType.DEFAULT_5XX, 'ourFailure'],
  [ResponseType.ACCESS_DENIED, 'notAuthenticated'],
  [ResponseType.API_CONFIGURATION_ERROR, 'ourFailure'],
  [ResponseType.AUTHORIZER_CONFIGURATION_ERROR, 'notAuthenticated'],
  [ResponseType.AUTHORIZER_FAILURE, 'notAuthenticated'],
  [ResponseType.BAD_REQUEST_BODY, 'malformed'],
  [ResponseType.BAD_REQUEST_PARAMETERS, 'malformed'],
  [ResponseType.EXPIRED_TOKEN, 'notAuthenticated'],
  [ResponseType.INTEGRATION_FAILURE, 'ourFailure'],
  [ResponseType.INTEGRATION_TIMEOUT, 'outOfTime'],
  [ResponseType.INVALID_API_KEY, 'notAuthenticated'],
  [ResponseType.INVALID_SIGNATURE, 'notAuthenticated'],
  // API Gateway answers unknown paths and methods with 403 and this type.
  [ResponseType.MISSING_AUTHENTICATION_TOKEN, 'unknownCallback'],
  [ResponseType.QUOTA_EXCEEDED, 'throttled'],
  [ResponseType.REQUEST_TOO_LARGE, 'tooLarge'],
  [ResponseType.RESOURCE_NOT_FOUND, 'unknownCallback'],
  [ResponseType.THROTTLED, 'throttled'],
  [ResponseType.UNAUTHORIZED, 'notAuthenticated'],
  [ResponseType.UNSUPPORTED_MEDIA_TYPE, 'malformed'],
  [ResponseType.WAF_FILTERED, 'notAuthenticated'],
]);

/** Contains nothing that the caller chose. */
const DETAIL = '$context.error.responseType, request $context.requestId';

/** Gives API Gateway's own answers OpenIM's envelope and keeps their HTTP status. */
export function addGatewayResponses(api: RestApi, failureVerdict: FailureVerdict): void {
  for (const [type, problem] of PROBLEMS) {
    // The callback is unknown here. It counts as a before callback, because before callbacks can be refused. A callback that is too large is
    // always refused, because a user could otherwise avoid the policy by a very long value.
    const verdict = problem === 'tooLarge' ? 'refuse' : failureVerdict;
    const { answer } = failure(problem, DETAIL, 'before', verdict);
    api.addGatewayResponse(type.responseType, { type, templates: { 'application/json': JSON.stringify(answer) } });
  }
}
