import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { authenticationProblem } from '../../../functions/callback/authenticate.ts';
import type { ReceiptTimeOf } from '../../../functions/callback/receipt-time.ts';
import { failure } from '../../../functions/openim/answer.ts';
import type { CallbackKind } from '../../../functions/openim/catalogue.ts';
import { isOverwriting } from '../../../functions/openim/overwriting.ts';
import { type ProblemName, problems } from '../../../functions/openim/problems.ts';
import type { BodyProblem, HeldBody } from '../../local/body.ts';
import { isOwnHost } from '../../local/own-host.ts';
import { countRejected } from '../counters.ts';
import { answerBefore, type BeforeOptions } from './answer-before.ts';
import { newId } from './identity.ts';
import { keptHeadersOf } from './kept-headers.ts';
import type { KnownCallbacks } from './known-callbacks.ts';
import { type FrontAnswer, type FrontRequest, storeAfter } from './take-callback.ts';

export interface RespondOptions extends BeforeOptions {
  readonly callbacks: KnownCallbacks;
  /** Address to listen on. */
  readonly host: string;
  /** SHA-256 hashes of the valid tokens. Without any, a request must have this machine as its `Host`. */
  readonly tokenHashes: readonly Buffer[];
  readonly receiptTimeOf: ReceiptTimeOf;
  /** Pages for the people and programs of this machine, by path: their type and content. */
  readonly pages: Readonly<Record<string, () => Promise<{ readonly type: string; readonly text: string }>>>;
}

export interface Answer extends FrontAnswer {
  readonly type?: string;
}

/** Answers one request. Returns undefined when the sender closed the connection early. */
export async function respond(
  options: RespondOptions,
  request: IncomingMessage,
  readBody: () => Promise<HeldBody | BodyProblem>,
): Promise<Answer | undefined> {
  const { method, url = '' } = request;
  if (method === 'GET' || method === 'HEAD') {
    const page = await pageOf(options, request, url.split('?', 1)[0] as string);
    if (page) return page;
  }
  // OpenIM sends every callback with POST, so that this is a browser or a probe, and no callback is lost.
  if (method !== 'POST') return refusal(options, 'methodNotAllowed');
  const known = options.callbacks.find(url);
  if (!known) return reject(options, 'unknownCallback');
  const { callback } = known;
  const problem = callerProblem(options, request);
  if (problem) return reject(options, problem, callback);
  const body = await readBody().catch(() => undefined);
  if (body === undefined) {
    countRejected(options.counters, 'incomplete');
    return undefined;
  }
  if (typeof body === 'string') return reject(options, body, callback);
  try {
    const received = requestOf(options, request.headers, known.path, body.bytes);
    return callback.timing === 'after'
      ? await storeAfter(options, callback, { ...received, targets: known.targets })
      : await answerBefore(options, known, received);
  } catch (error) {
    return reject(options, 'ourFailure', callback, `internal failure: ${(error as Error).message}`);
  } finally {
    body.release();
  }
}

function requestOf(
  { date, receiptTimeOf }: RespondOptions,
  headers: IncomingHttpHeaders,
  path: string,
  body: Buffer,
): FrontRequest {
  const epochMs = date().getTime();
  return { id: newId(epochMs), receivedAt: receiptTimeOf(epochMs), ...keptHeadersOf(path, headers), body };
}

function callerProblem({ tokenHashes, host }: RespondOptions, { headers }: IncomingMessage): ProblemName | undefined {
  // Node joins repeated headers. Only Set-Cookie, which no request has, is an array.
  const problem = authenticationProblem({ headers: headers as Record<string, string | undefined> }, { tokenHashes });
  if (problem) return problem;
  return tokenHashes.length === 0 && !isOwnHost(headers.host, host) ? 'forbiddenOrigin' : undefined;
}

/** Shows pages to this machine only, because they need no token. */
async function pageOf(
  { pages, host }: RespondOptions,
  { socket, headers }: IncomingMessage,
  path: string,
): Promise<Answer | undefined> {
  if (path === '/health') return { status: 200, body: '{"status":"ok"}' };
  const { remoteAddress = '', localAddress } = socket;
  const isHere = /^(::ffff:)?127\.|^::1$/.test(remoteAddress) || remoteAddress === localAddress;
  const isForwarded = headers['x-forwarded-for'] !== undefined || headers.forwarded !== undefined;
  if (!isHere || isForwarded || headers.origin !== undefined || !isOwnHost(headers.host, host)) return undefined;
  try {
    const page = Object.hasOwn(pages, path) ? await pages[path]?.() : undefined;
    return page && { status: 200, type: page.type, body: page.text };
  } catch (error) {
    return { status: 503, type: 'text/plain', body: `The spool can't be read: ${(error as Error).message}.\n` };
  }
}

/** Counts a rejected callback, and answers it. */
function reject(
  options: RespondOptions,
  problem: ProblemName,
  callback?: CallbackKind,
  about: string = problems[problem].errMsg,
): Answer {
  countRejected(options.counters, problem);
  options.onTrouble(problem, `A callback was rejected: ${about}.`);
  return refusal(options, problem, callback);
}

/** Answers a rejected request. One without a callback is answered as a before callback, because those can be refused. */
function refusal({ failureVerdict }: RespondOptions, problem: ProblemName, callback?: CallbackKind): Answer {
  const verdict = callback !== undefined && isOverwriting(callback) ? 'refuse' : failureVerdict;
  const { status, answer } = failure(problem, '', callback?.timing ?? 'before', verdict);
  return { status, body: JSON.stringify(answer) };
}
