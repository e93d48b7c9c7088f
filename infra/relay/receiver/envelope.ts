import * as v from 'valibot';
import type { ReceiverAnswer } from './client.ts';

const Code = v.pipe(v.number(), v.integer());
const Envelope = v.looseObject({ actionCode: Code, errCode: Code, nextCode: Code });

/** Returns a JSON object, or undefined for other bodies, such as the HTML of a proxy. */
export function jsonObjectOf({ body }: Pick<ReceiverAnswer, 'body'>): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(body.toString());
    return v.is(v.record(v.string(), v.unknown()), value) && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Tells whether an answer is OpenIM's envelope and says that the callback was taken. */
export function isTaken(answer: Pick<ReceiverAnswer, 'status' | 'body'>): boolean {
  const value = jsonObjectOf(answer);
  return answer.status >= 200 && answer.status < 300 && v.is(Envelope, value) && value.actionCode === 0;
}

/** Returns `errCode` of an answer in OpenIM's envelope, or undefined for other bodies. */
export function errCodeOf(answer: Pick<ReceiverAnswer, 'body'>): number | undefined {
  const value = jsonObjectOf(answer);
  return v.is(Envelope, value) ? value.errCode : undefined;
}

/** Length of a media type in a sentence. */
const MAX_TYPE_LENGTH = 100;

/** Describes an answer that is not the receiver's own, without its content. */
export function describe({ status, contentType }: Pick<ReceiverAnswer, 'status' | 'contentType'>): string {
  const type = contentType.split(';', 1)[0]?.trim().slice(0, MAX_TYPE_LENGTH);
  return `HTTP ${status}${type ? ` (${type})` : ''}`;
}
