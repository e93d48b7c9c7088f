import type { CallbackKind } from './catalogue.ts';
import { behaviourOf, isKnownName } from './known-callback.ts';
import { AnyRequest } from './requests/any-request.ts';
import { groupRequests } from './requests/group-requests.ts';

/** Returns the callback of a wire name without a function of its own, or undefined for an invalid name. */
export function otherCallback(wireName: string | undefined): CallbackKind | undefined {
  const behaviour = behaviourOf(wireName);
  if (wireName === undefined || !behaviour) return undefined;
  return {
    wireNames: [wireName],
    request: groupRequests[wireName] ?? AnyRequest,
    isLenient: true,
    ...behaviour,
    isUnknown: !isKnownName(wireName),
  };
}

/** Placeholder for an address without a callback. It counts as a before callback, because those can be refused. */
export const noCallback: CallbackKind = {
  wireNames: ['none'],
  request: AnyRequest,
  timing: 'before',
  isUnknown: true,
};
