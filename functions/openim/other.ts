import type { CallbackKind } from './catalogue.ts';
import { isKnownName, knownCallback } from './known-callback.ts';
import { AnyRequest } from './requests/any-request.ts';
import { groupRequests } from './requests/group-requests.ts';
import type { WireCallback } from './wire-callback.ts';

/** The form of a wire name. Source: openimsdk/open-im-server v3.8.3, `pkg/callbackstruct/constant.go`. */
const WIRE_NAME = /^callback\w{1,100}$/;

/** The callback of any wire name without a function of its own; undefined for a name that has not the form of one. */
export function otherCallback(wireName: string | undefined): CallbackKind | undefined {
  if (wireName === undefined || !WIRE_NAME.test(wireName)) return undefined;
  return {
    wireNames: [wireName],
    request: groupRequests[wireName] ?? AnyRequest,
    isLenient: true,
    ...(knownCallback(wireName) ?? guess(wireName)),
    isUnknown: !isKnownName(wireName),
  };
}

/** The callback of an address that names none. It is treated as a before callback, which can be refused. */
export const noCallback: CallbackKind = {
  wireNames: ['none'],
  request: AnyRequest,
  timing: 'before',
  isUnknown: true,
};

/** A later version of OpenIM may send it: its name tells the timing, as nearly all names do. */
function guess(wireName: string): WireCallback {
  return { timing: wireName.startsWith('callbackBefore') ? 'before' : 'after' };
}
