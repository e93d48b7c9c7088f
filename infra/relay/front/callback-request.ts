import { type CallbackKind, callbackSentAs } from '../../../functions/openim/catalogue.ts';
import { otherCallback } from '../../../functions/openim/other.ts';
import { addressOf } from '../../local/address.ts';

/** A request to the relay: its callback, and the path to deliver it to. */
export interface CallbackAddress {
  readonly callback: CallbackKind;
  /** Name on the wire. */
  readonly command: string;
  /** Path and query without the base path of the relay, which may differ from the receiver's. */
  readonly path: string;
}

/** Returns the address of a callback in the URL of a request, or undefined for any other request. */
export function callbackAddressOf(url: string): CallbackAddress | undefined {
  const address = addressOf(url);
  const callback = callbackSentAs(address?.command) ?? otherCallback(address?.command);
  if (address === undefined || callback === undefined) return undefined;
  // The segment stays as it came, because an escaped one must not get by the receiver's check of addresses.
  const [path = '', query = ''] = url.split(/(\?.*)/s);
  const segment = address.path === '/' ? '' : path.split('/').at(-1);
  return { callback, command: address.command, path: `/${segment}${query}` };
}
