import * as v from 'valibot';
import type { Answer } from '../../../functions/openim/answer.ts';
import { sentence } from '../../cli/printable.ts';
import type { HttpAnswer, NoAnswer } from '../calls/poster.ts';

/** A mistake in an answer, and its remedy. */
export interface AnswerMistake {
  readonly says: string;
  readonly todo: string;
}

const Code = v.pipe(v.number(), v.integer());

/** The five fields that every answer of the receiver has. */
const Envelope = v.looseObject({
  actionCode: Code,
  errCode: Code,
  errMsg: v.string(),
  errDlt: v.string(),
  nextCode: v.picklist([0, 1]),
});

const NOT_RECEIVER =
  'Check host, port and path of the address, and any proxy in front of the receiver. npm start and a deployment print the right one.';

const UNREACHABLE = 'Start the receiver, then check host, port and firewalls between OpenIM and it.';

/** Reads an answer as OpenIM would, and finds out whether it is the receiver's. */
export function readAnswer(answer: HttpAnswer | NoAnswer): Answer | AnswerMistake {
  if ('failure' in answer) return { says: `the call failed: ${answer.failure}`, todo: UNREACHABLE };
  const { status, text, location } = answer;
  if (status >= 300 && status < 400 && location !== undefined)
    return {
      says: `it redirects (${status}) to another address, and OpenIM's request loses its body`,
      todo: `Use the address to which it redirects: ${sentence(location).slice(0, MAX_QUOTE)}`,
    };
  const body = parsed(text);
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return notAnObject(status, text);
  const { success, output, issues } = v.safeParse(Envelope, body);
  if (success) return output as Answer;
  if (!('nextCode' in body) && !('actionCode' in body))
    return {
      says: `${quote(text)} (HTTP ${status}) is not the receiver's answer. OpenIM reads it as "continue", so nothing is recorded or refused`,
      todo: NOT_RECEIVER,
    };
  const wrong = issues.map(({ path }) => String(path?.[0]?.key));
  return {
    says: `the answer has no valid ${wrong.join(', ')}: ${quote(text)}`,
    todo: 'Check what changes answers between here and the receiver.',
  };
}

export function isMistake(read: Answer | AnswerMistake): read is AnswerMistake {
  return 'says' in read;
}

function notAnObject(status: number, text: string): AnswerMistake {
  const isHtml = /^\s*<(!doctype|html|\?xml|head|body)/i.test(text);
  const what = text.trim() === '' ? 'an empty body' : isHtml ? 'HTML' : quote(text);
  return {
    says: `it answers ${what} (HTTP ${status}) instead of JSON. OpenIM refuses every before callback and drops the others`,
    todo: NOT_RECEIVER,
  };
}

const MAX_QUOTE = 80;

function quote(text: string): string {
  const line = sentence(text.slice(0, MAX_QUOTE + 1)).trim();
  return line.length > MAX_QUOTE ? `${line.slice(0, MAX_QUOTE)}…` : line;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
