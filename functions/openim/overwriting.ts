import * as v from 'valibot';
import type { Replacements } from './answer.ts';
import { type CallbackKind, isWireNameOf } from './catalogue.ts';
import { AnyCallback } from './other.ts';

/**
 * Callbacks whose answer overwrites what was to be set, also with nothing: what is not in it is blanked.
 * Source: openimsdk/open-im-server v3.8.3, `internal/rpc/group/callback.go`, `webhookBeforeSetGroupInfo` and `…Ex`.
 */
const OVERWRITING = [
  'callbackBeforeSetGroupInfoCommand',
  'callbackBeforeSetGroupInfoExCommand',
  'callbackBeforeSetGroupInfoEXCommand',
];

/** In lower case: Go reads names of fields without regard to it. */
const ANSWER_FIELDS = ['actioncode', 'errcode', 'errmsg', 'errdlt', 'nextcode'];

/** Letting such a callback go on unread would change more than was asked: a failure refuses it, whatever the failure verdict. */
export function isOverwriting(callback: CallbackKind): boolean {
  return OVERWRITING.some((wireName) => isWireNameOf(callback, wireName));
}

/** The fields of a body, as they were sent, that an answer must repeat, so that nothing is changed that should not be. */
export function repeated(callback: CallbackKind, body: unknown): Replacements {
  if (!isOverwriting(callback)) return {};
  const fields = Object.entries(v.parse(AnyCallback, body));
  return Object.fromEntries(fields.filter(([name]) => !ANSWER_FIELDS.includes(name.toLowerCase())));
}
