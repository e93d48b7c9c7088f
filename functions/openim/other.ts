import type { CallbackKind } from './catalogue.ts';
import { isKnownName, knownCallback } from './known-callback.ts';
import { AnyRequest } from './requests/any-request.ts';
import { groupRequests } from './requests/group-requests.ts';
import type { WireCallback } from './wire-callback.ts';

/** Source: openimsdk/open-im-server v3.8.3, `pkg/callbackstruct/constant.go`. */
const WIRE_NAME = /^callback\w{1,100}$/;

/** Returns the callback of a wire name without a function of its own, or undefined for an invalid name. */
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

/** Stands in for an address without a callback. It counts as a before callback, because those can be refused. */
export const noCallback: CallbackKind = {
  wireNames: ['none'],
  request: AnyRequest,
  timing: 'before',
  isUnknown: true,
};

/** Derives the timing of an unknown callback from its name, because nearly all names reveal it. */
function guess(wireName: string): WireCallback {
  return { timing: wireName.startsWith('callbackBefore') ? 'before' : 'after' };
}
