import { ResponseType, type RestApi } from 'aws-cdk-lib/aws-apigateway';
import { type FailureVerdict, failure } from '../../functions/openim/answer.ts';
import type { ProblemName } from '../../functions/openim/problems.ts';

/**
 * What API Gateway answers by itself, and the problem that it is told as. Without this OpenIM would read each of these
 * answers as "go on": they are JSON without nextCode 1.
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
  // A path or a method that the API does not have is answered as a missing token, with 403.
  [ResponseType.MISSING_AUTHENTICATION_TOKEN, 'unknownCallback'],
  [ResponseType.QUOTA_EXCEEDED, 'throttled'],
  [ResponseType.REQUEST_TOO_LARGE, 'tooLarge'],
  [ResponseType.RESOURCE_NOT_FOUND, 'unknownCallback'],
  [ResponseType.THROTTLED, 'throttled'],
  [ResponseType.UNAUTHORIZED, 'notAuthenticated'],
  [ResponseType.UNSUPPORTED_MEDIA_TYPE, 'malformed'],
  [ResponseType.WAF_FILTERED, 'notAuthenticated'],
]);

/** The two variables that hold nothing of the request. */
const DETAIL = '$context.error.responseType, request $context.requestId';

/** Gives every answer of API Gateway's own OpenIM's envelope. Its HTTP status stays as it is. */
export function addGatewayResponses(api: RestApi, failureVerdict: FailureVerdict): void {
  for (const [type, problem] of PROBLEMS) {
    // It is not known which callback was meant. A before callback can still be refused, so it is treated as one.
    const { answer } = failure(problem, DETAIL, 'before', failureVerdict);
    api.addGatewayResponse(type.responseType, { type, templates: { 'application/json': JSON.stringify(answer) } });
  }
}
