import { type CallbackKind, isWireNameOf } from './catalogue.ts';
import { knownCallback } from './known-callback.ts';
import { wireCallbacks } from './wire-callbacks.ts';

const withSecrets = Object.entries(wireCallbacks).filter(([, { secrets }]) => secrets !== undefined);

/**
 * Returns the secret fields of a body, or undefined. It searches the body for wire names, because with a wrong address
 * such a body arrives at another callback.
 */
export function secretFieldsOf(body: Buffer): readonly string[] | undefined {
  return withSecrets.find(([wireName]) => body.includes(wireName))?.[1].secrets;
}

/** Fields that hold a message in any callback. */
const ALL_MESSAGE_FIELDS = [...new Set(Object.values(wireCallbacks).flatMap(({ message = [] }) => message))];

/** The name of a callback about messages that a later version may send. */
const MESSAGE_NAME = /msg|message|push/i;

/** A letter that is escaped, which OpenIM's encoder never does. A name may be hidden so. */
const ESCAPED_LETTER = /\\u00[4-7]/i;

/**
 * Returns the fields of a body that hold a chat message, by the callback of the address and by the one that the body names. Where a
 * body names none that can be read, all count whose names it holds.
 *
 * A value that quotes a name adds no field to a body under its own address, because such values are judged.
 */
export function messageFieldsOf(callback: CallbackKind, body: Buffer): readonly string[] {
  const own = ownFieldsOf(callback);
  const text = body.toString('latin1');
  const suspected = ESCAPED_LETTER.test(text)
    ? ALL_MESSAGE_FIELDS
    : messageFieldsIn(text.match(/callback\w{1,100}/gi) ?? []);
  if (suspected.every((field) => own.includes(field))) return own;
  const command = commandIn(body);
  const isNamedOnce = text.match(/"callbackcommand"\s*:/gi)?.length === 1;
  if (isNamedOnce && isWireNameOf(callback, command)) return own;
  if (!isNamedOnce) return [...new Set([...own, ...suspected])];
  const named = command === undefined ? suspected : messageFieldsIn([command]);
  return [...new Set([...own, ...named])];
}

/** Message fields of the callbacks that were received. */
const ownFields = new WeakMap<CallbackKind, readonly string[]>();

function ownFieldsOf(callback: CallbackKind): readonly string[] {
  const own = ownFields.get(callback) ?? messageFieldsIn(callback.wireNames);
  ownFields.set(callback, own);
  return own;
}

function messageFieldsIn(wireNames: readonly string[]): string[] {
  return [...new Set(wireNames.flatMap(messageFieldsOfName))];
}

function messageFieldsOfName(wireName: string): readonly string[] {
  const known = knownCallback(wireName);
  if (known) return known.message ?? [];
  return MESSAGE_NAME.test(wireName) ? ALL_MESSAGE_FIELDS : [];
}

function commandIn(body: Buffer): string | undefined {
  try {
    const { callbackCommand } = Object(JSON.parse(body.toString()));
    return typeof callbackCommand === 'string' ? callbackCommand : undefined;
  } catch {
    return undefined;
  }
}
