import type { FailureVerdict, Replacements } from '../../../functions/openim/answer.ts';
import type { OtherAnswer } from '../../../functions/openim/relay-protocol.ts';
import type { Asked } from '../before/ask-receiver.ts';
import type { NoVerdict } from '../before/own-verdict.ts';
import type { ReceiverAnswer } from '../receiver/client.ts';
import { applyChanges } from './apply-changes.ts';
import { parseObject } from './exact-json.ts';
import { addChanges } from './merge-answers.ts';
import { describeAnswer, shortened } from './other-answers.ts';
import { type Envelope, readAnswer } from './read-answer.ts';
import type { OtherServer } from './routes.ts';

export interface AskOthersOptions {
  readonly ask: (server: OtherServer, body: Buffer, timeoutMs: number) => Promise<Asked>;
  /** Returns milliseconds of a monotonic clock. */
  readonly now: () => number;
  /** Time for all servers. */
  readonly deadlineMs: number;
  /** Verdict of a server that has none of its own. */
  readonly failureVerdict: FailureVerdict;
}

/** What servers said that were asked one after the other. `body` is the request with their changes. */
export type OthersResult = { readonly body: Buffer; readonly others: readonly OtherAnswer[] } & (
  | {
      readonly kind: 'continues';
      readonly changes: Replacements;
      /** Of an answer that OpenIM's versions read in different ways. */
      readonly envelope?: Envelope | undefined;
    }
  | { readonly kind: 'refused'; readonly answer: ReceiverAnswer; readonly errCode: number; readonly reason: string }
  | { readonly kind: 'failed'; readonly problem: NoVerdict; readonly reason: string }
);

/** Asks servers one after the other, each with the changes of those before it, until one refuses. */
export async function askOthers(
  options: AskOthersOptions,
  wireName: string,
  servers: readonly OtherServer[],
  request: Buffer,
): Promise<OthersResult> {
  const { ask, now, deadlineMs, failureVerdict } = options;
  const endMs = now() + deadlineMs;
  const answers: OtherAnswer[] = [];
  let body = request;
  let changes: Replacements = {};
  let envelope: Envelope | undefined;
  for (const server of servers) {
    const remainingMs = Math.floor(endMs - now());
    const said = read(wireName, server, remainingMs > 0 ? await ask(server, body, remainingMs) : LATE);
    if (said.kind === 'unanswered') {
      answers.push({ name: server.name, error: said.reason });
      if ((server.failureVerdict ?? failureVerdict) === 'allow') continue;
      return { ...said, kind: 'failed', body, others: shortened(answers) };
    }
    const { answer } = said;
    if (said.kind === 'refused') {
      answers.push(describeAnswer(wireName, server.name, said.envelope, {}, {}));
      const { errCode } = said.envelope;
      return { kind: 'refused', answer, errCode, reason: `${server.name} refused`, body, others: shortened(answers) };
    }
    const before = parseObject(body);
    const changed = before && applyChanges(before, said.changes);
    if (changed && changed.body !== before) body = Buffer.from(JSON.stringify(changed.body));
    changes = addChanges(changes, said.changes);
    if (said.envelope.actionCode !== 0) envelope = said.envelope;
    answers.push(describeAnswer(wireName, server.name, said.envelope, said.changes, changed?.replaced ?? {}));
  }
  return { kind: 'continues', body, changes, envelope, others: shortened(answers) };
}

const LATE: Asked = { kind: 'unanswered', problem: 'outOfTime', reason: 'no time was left to ask' };

function read(wireName: string, { name }: OtherServer, asked: Asked) {
  if (asked.kind === 'unanswered') return asked;
  const said = readAnswer(wireName, asked.answer.body);
  if (said.kind === 'invalid')
    return { kind: 'unanswered', problem: 'receiverAway', reason: `${name}: ${said.reason}` } as const;
  return { ...said, answer: asked.answer };
}
