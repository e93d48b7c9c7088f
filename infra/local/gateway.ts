import type { IncomingMessage } from 'node:http';
import type { APIGatewayProxyResult, Context } from 'aws-lambda';
import { acceptsEveryone, authenticationProblem, type Tokens } from '../../functions/callback/authenticate.ts';
import type { Handler } from '../../functions/callback/pipeline.ts';
import { type FunctionName, routes } from '../routes.ts';
import { type Address, addressOf } from './address.ts';
import type { BodyProblem, HeldBody } from './body.ts';
import type { Functions } from './functions.ts';
import { isOwnHost } from './own-host.ts';
import { headersOf, proxyEvent } from './proxy-event.ts';
import { type RejectionOptions, rejectRequest } from './reject-request.ts';

export interface GatewayOptions extends RejectionOptions, Tokens {
  readonly functions: Functions;
  /** Address to listen on. */
  readonly host: string;
  /** Filters remote addresses. Every address may call by default. */
  readonly isAllowedAddress?: (remoteAddress: string | undefined) => boolean;
  /** Logs the error that a function threw. Without it the error goes to the console. */
  readonly logDefect?: (error: unknown) => void;
}

type ReadBody = () => Promise<HeldBody | BodyProblem>;

const HEALTHY = {
  statusCode: 200,
  headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
  body: '{"status":"ok"}',
};

/**
 * Answers one request. The body is read only after the headers are accepted. Node discards other bodies.
 *
 * @returns undefined when the sender closed the connection early
 */
export async function respond(
  options: GatewayOptions,
  request: IncomingMessage,
  readBody: ReadBody,
): Promise<APIGatewayProxyResult | undefined> {
  const { method, url = '' } = request;
  if (url.split('?', 1)[0] === '/health' && (method === 'GET' || method === 'HEAD')) return HEALTHY;
  if (options.isAllowedAddress?.(request.socket.remoteAddress) === false) return denyAccess(options, request);
  if (method !== 'POST') return rejectRequest(options, url, 'methodNotAllowed');
  const address = addressOf(url);
  if (!address) return rejectRequest(options, url, 'unknownCallback');
  const problem = authenticationProblem(headersOf(request), options);
  if (problem) return rejectRequest(options, url, problem);
  // Without tokens, a request must have this machine as its `Host`.
  if (acceptsEveryone(options) && !isOwnHost(request.headers.host, options.host)) {
    const detail = `Host ${request.headers.host ?? '(none)'} is not this machine. Set WEBHOOK_TOKEN_HASHES to accept it.`;
    return rejectRequest(options, url, 'forbiddenOrigin', { detail });
  }
  const body = await readBody().catch(() => undefined);
  if (body === undefined) {
    options.onRejected('incomplete', address.path);
    return undefined;
  }
  if (typeof body === 'string') return rejectRequest(options, url, body, { command: address.command });
  try {
    return await callFunction(options, request, address, body.bytes);
  } catch (error) {
    // Lambda logs the stack, too.
    (options.logDefect ?? console.error)(error);
    return rejectRequest(options, url, 'ourFailure', { command: address.command });
  } finally {
    body.release();
  }
}

/** Answers like API Gateway does to an address outside of `allowedCidrs`. */
function denyAccess(options: GatewayOptions, { url = '', socket }: IncomingMessage): APIGatewayProxyResult {
  const detail = `${socket.remoteAddress} is not in ALLOWED_CIDRS`;
  return { ...rejectRequest(options, url, 'notAuthenticated', { detail }), statusCode: 403 };
}

function callFunction(
  { functions }: GatewayOptions,
  request: IncomingMessage,
  address: Address,
  body: Buffer,
): Promise<APIGatewayProxyResult> {
  const handler = functions.get(routes.get(address.route) as FunctionName) as Handler;
  return handler(proxyEvent(request, address, body), {} as Context);
}
