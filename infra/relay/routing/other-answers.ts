import type { Replacements } from '../../../functions/openim/answer.ts';
import { knownCallback } from '../../../functions/openim/known-callback.ts';
import { redact } from '../../../functions/openim/redact.ts';
import { asciiJson, type OtherAnswer } from '../../../functions/openim/relay-protocol.ts';
import type { JsonObject } from './exact-json.ts';
import type { Envelope } from './read-answer.ts';

/** API Gateway takes 10,240 bytes of headers, and Node 16,384. Source: AWS, "Amazon API Gateway quotas". */
export const MAX_OTHERS_BYTES = 4_096;

/** Describes a valid answer for the record, without message contents and secrets, which the receiver may be told not to keep. */
export function describeAnswer(
  wireName: string,
  name: string,
  envelope: Envelope,
  changes: Replacements,
  replaced: JsonObject,
): OtherAnswer {
  const { message = [], secrets = [] } = knownCallback(wireName) ?? {};
  const hidden = [...message, ...secrets];
  return {
    name,
    answer: redacted(hidden, { ...envelope, ...changes }),
    ...(Object.keys(replaced).length > 0 && { replaced: redacted(hidden, replaced) }),
  };
}

/** Leaves out values, those of the request first, until the list fits into a header. */
export function shortened(others: readonly OtherAnswer[]): readonly OtherAnswer[] {
  const steps: ((other: OtherAnswer) => OtherAnswer)[] = [
    (other) => other,
    ({ replaced, ...other }) => (replaced === undefined ? other : { ...other, isShortened: true }),
    ({ replaced: _, answer, ...other }) => (answer === undefined ? other : { ...other, isShortened: true }),
  ];
  const fitting = steps.map((step) => others.map(step)).find((each) => asciiJson(each).length <= MAX_OTHERS_BYTES);
  return fitting ?? others.map(({ name }) => ({ name, isShortened: true }));
}

function redacted(hidden: readonly string[], fields: JsonObject): Record<string, unknown> {
  return JSON.parse(redact(JSON.stringify(fields), hidden));
}
