import type { FailureVerdict } from '../../../functions/openim/answer.ts';
import { allow, failure, type Reply } from '../../../functions/openim/answer.ts';
import type { CallbackKind } from '../../../functions/openim/catalogue.ts';
import { relayHeaders } from '../../../functions/openim/relay-protocol.ts';
import { askReceiver } from '../before/ask-receiver.ts';
import { ownVerdict } from '../before/own-verdict.ts';
import { type Counters, countRejected } from '../counters.ts';
import type { ReceiverClient } from '../receiver/client.ts';
import { errCodeOf, jsonObjectOf } from '../receiver/envelope.ts';
import { RECEIVER } from '../receiver/target.ts';
import type { Spool } from '../spool/spool.ts';
import { type NewRequest, NotSpooled } from '../spool/spooled.ts';
import { MAX_REASON_LENGTH } from './kept-headers.ts';
import { withoutSecrets } from './without-secrets.ts';

/** Time for an answer to a before callback. OpenIM waits 5 s by default. */
export const BEFORE_DEADLINE_MS = 4_000;

/** Time that a before callback's answer waits for the record of the relay's own verdict. */
const VERDICT_SPOOL_MS = 500;

export interface TakeOptions {
  readonly spool: Pick<Spool, 'append'>;
  readonly client: ReceiverClient;
  readonly counters: Counters;
  readonly failureVerdict: FailureVerdict;
  /** Returns milliseconds of a monotonic clock. */
  readonly now: () => number;
  readonly date: () => Date;
  readonly beforeDeadlineMs: number;
  /** Called when the spool has a new request for some targets. */
  readonly onStored: (targets: readonly string[]) => void;
  /** Called with a sentence when a callback or a verdict is not stored, or a server gives no answer. Sentences of one kind are alike. */
  readonly onTrouble: (kind: string, sentence: string) => void;
}

/** A request with its whole body in memory. */
export type FrontRequest = NewRequest & { readonly body: Buffer };

/** An answer to OpenIM. */
export interface FrontAnswer {
  readonly status: number;
  readonly body: string | Buffer;
}

/** Stores an after callback, and answers when it is on the disk. */
export async function storeAfter(
  options: TakeOptions,
  callback: CallbackKind,
  request: FrontRequest,
): Promise<FrontAnswer> {
  try {
    const body = withoutSecrets(callback, request.body);
    await options.spool.append(body === request.body ? request : { ...request, body });
  } catch (error) {
    reject(options, error);
    return asAnswer(failure('notRecorded', reasonOf(error), callback.timing, options.failureVerdict));
  }
  options.counters.stored += 1;
  options.onStored(request.targets ?? [RECEIVER]);
  return ALLOWED;
}

/** Passes a before callback through, and answers as the receiver does, or with the failure verdict. */
export async function passThrough(
  options: TakeOptions,
  callback: CallbackKind,
  request: FrontRequest,
): Promise<FrontAnswer> {
  const { client, counters, now, date, beforeDeadlineMs } = options;
  const { path, contentType = 'application/json', operationID, body } = request;
  const headers = {
    'content-type': contentType,
    ...(operationID !== undefined && { operationid: operationID }),
    ...relayHeaders(request, date().toISOString()),
  };
  const asked = await askReceiver(client, { path, headers, body }, beforeDeadlineMs, now);
  if (asked.kind === 'answered') {
    counters.passedThrough += 1;
    const { status, body: answer } = asked.answer;
    if (asked.isRecorded) return { status, body: answer };
    const isRefused = jsonObjectOf(asked.answer)?.nextCode === 1;
    const verdict = { verdict: isRefused ? 'refuse' : 'allow', errCode: errCodeOf(asked.answer) ?? 0 } as const;
    await spoolVerdict(options, callback, {
      ...request,
      verdict: { ...verdict, reason: `the receiver answered HTTP ${status}` },
    });
    return { status, body: answer };
  }
  counters.ownVerdicts += 1;
  const reply = ownVerdict(callback, asked.problem, asked.reason, options.failureVerdict);
  const verdict = reply.answer.nextCode === 1 ? 'refuse' : 'allow';
  await spoolVerdict(options, callback, {
    ...request,
    verdict: { verdict, errCode: reply.answer.errCode, reason: asked.reason },
  });
  return asAnswer(reply);
}

/** Stores what was answered, for the audit. The answer is given in any case, because OpenIM waits for it. */
export async function spoolVerdict(options: TakeOptions, callback: CallbackKind, request: FrontRequest): Promise<void> {
  const body = withoutSecrets(callback, request.body);
  const verdict = request.verdict && { ...request.verdict, reason: request.verdict.reason.slice(0, MAX_REASON_LENGTH) };
  const stored = options.spool.append({ ...request, verdict, body }).then(
    () => options.onStored([RECEIVER]),
    (error) => {
      options.counters.unspooledVerdicts += 1;
      options.onTrouble('verdict', `A verdict of the relay was answered and is in no record: ${reasonOf(error)}.`);
    },
  );
  const timeout = Promise.withResolvers<void>();
  const timer = setTimeout(timeout.resolve, VERDICT_SPOOL_MS);
  await Promise.race([stored, timeout.promise]);
  clearTimeout(timer);
}

function reject({ counters, onTrouble }: TakeOptions, error: unknown): void {
  const reason = error instanceof NotSpooled ? error.reason : 'diskFailure';
  countRejected(counters, reason);
  onTrouble(reason, `A callback was rejected: ${reasonOf(error)}.`);
}

function reasonOf(error: unknown): string {
  return (error instanceof NotSpooled ? error : new NotSpooled('diskFailure')).message;
}

/** Answer to every after callback that is stored. */
const ALLOWED = asAnswer(allow);

export function asAnswer({ status, answer }: Reply): FrontAnswer {
  return { status, body: JSON.stringify(answer) };
}
