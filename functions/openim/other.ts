import type { Replacements } from './answer.ts';
import type { CallbackKind } from './catalogue.ts';
import { request } from './requests/request.ts';

/** What a wire name looks like. Source: openimsdk/open-im-server v3.8.3, `pkg/callbackstruct/constant.go`. */
const WIRE_NAME = /^callback[A-Z][A-Za-z0-9]{1,99}Command$/;

/**
 * Callbacks whose answer overwrites what was to be set, also with nothing: what is not in it is blanked.
 * Source: openimsdk/open-im-server v3.8.3, `internal/rpc/group/callback.go`, `webhookBeforeSetGroupInfo` and `…Ex`.
 */
const OVERWRITING = new Set([
  'callbackBeforeSetGroupInfoCommand',
  'callbackBeforeSetGroupInfoExCommand',
  'callbackBeforeSetGroupInfoEXCommand',
]);

const ANSWER_FIELDS = new Set(['actionCode', 'errCode', 'errMsg', 'errDlt', 'nextCode']);

const AnyCallback = request({});

/** The callback of any wire name that is not in the catalogue; undefined for what does not look like one. */
export function otherCallback(wireName: string | undefined): CallbackKind | undefined {
  if (wireName === undefined || !WIRE_NAME.test(wireName)) return undefined;
  const timing = wireName.startsWith('callbackBefore') ? 'before' : 'after';
  return { timing, wireNames: [wireName], request: AnyCallback, mustBeRead: OVERWRITING.has(wireName) };
}

/** The fields of an event that an answer must repeat, so that nothing is changed. */
export function repeatedIn(wireName: string, event: Readonly<Record<string, unknown>>): Replacements {
  if (!OVERWRITING.has(wireName)) return {};
  return Object.fromEntries(Object.entries(event).filter(([name]) => !ANSWER_FIELDS.has(name)));
}
