import type { CallbackKind } from './catalogue.ts';
import { request } from './requests/request.ts';

/** What a wire name looks like. Source: openimsdk/open-im-server v3.8.3, `pkg/callbackstruct/constant.go`. */
const WIRE_NAME = /^callback[A-Z][A-Za-z0-9]{1,99}Command$/;

/** A body of which nothing is asked but to be an object. */
export const AnyCallback = request({});

/** The callback of any wire name that is not in the catalogue; undefined for what does not look like one. */
export function otherCallback(wireName: string | undefined): CallbackKind | undefined {
  if (wireName === undefined || !WIRE_NAME.test(wireName)) return undefined;
  const timing = wireName.startsWith('callbackBefore') ? 'before' : 'after';
  return { timing, wireNames: [wireName], request: AnyCallback };
}
