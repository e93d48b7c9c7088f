import * as v from 'valibot';
import { fieldPath } from '../dynamodb/field-path.ts';
import { toStorable } from '../dynamodb/storable.ts';
import { type CallbackKind, isWireNameOf } from '../openim/catalogue.ts';
import { AnyRequest } from '../openim/requests/any-request.ts';
import type { RequestState, Step } from './pipeline-event.ts';
import { Malformed, WrongCommand } from './rejection.ts';

/** Validates the parsed body. */
export function validate<C extends CallbackKind>(callback: C): Step<v.InferOutput<C['request']>> {
  return ({ event: { state } }) => {
    Object.assign(state, validated(callback, state.body));
  };
}

/**
 * Returns the event of a parsed body, normalised and storable. A lenient callback keeps the fields of an invalid body, with the reason.
 *
 * @throws {Malformed} naming each invalid field
 * @throws {WrongCommand} when the body belongs to another callback
 */
function validated<C extends CallbackKind>(
  callback: C,
  body: unknown,
): Pick<RequestState<v.InferOutput<C['request']>>, 'event' | 'reason'> {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw new Malformed('body must be a JSON object');
  checkCommand(callback, 'callbackCommand' in body ? body.callbackCommand : undefined);
  const { value, issues } = toStorable(body);
  if (issues.length > 0) throw new Malformed(issues.join('; '));
  const result = v.safeParse(callback.request, value);
  if (result.success) return { event: result.output };
  const reason = result.issues
    .map((issue) => `${fieldPath(issue.path?.map(({ key }) => key) ?? [])} ${issue.message}`)
    .join('; ');
  if (callback.isLenient) return { event: v.parse(AnyRequest, value), reason };
  throw new Malformed(reason);
}

function checkCommand(callback: CallbackKind, command: unknown): void {
  if (command === undefined || command === null) throw new Malformed('callbackCommand is missing');
  if (typeof command !== 'string') throw new Malformed('callbackCommand must be a string');
  if (!isWireNameOf(callback, command)) throw new WrongCommand();
}
