import { isLoopback, mistakeInAddress, withoutPassword } from '../webhooks/webhooks-address.ts';
import { type Check, fail, ok, warn } from './check.ts';

/** Checks the form of an address that OpenIM calls. */
export function checkAddress(address: string): Check {
  const mistake = mistakeInAddress(address);
  if (mistake) return fail('address', `${withoutPassword(address)} ${mistake.what}`, mistake.todo);
  const { protocol, password } = new URL(address);
  if (protocol === 'http:' && password !== '' && !isLoopback(address))
    return warn(
      'address',
      `${withoutPassword(address)} sends the token unencrypted`,
      'Use https, or a network that only OpenIM and the receiver share.',
    );
  return ok('address', `${withoutPassword(address)} is well formed`);
}

/** Compares the address in a file with the one that is checked. */
export function compareAddresses(inFile: string, address: string): Check {
  const name = 'address in file';
  if (inFile === address) return ok(name, 'is the same as --address');
  const sameButToken = withoutToken(inFile) === withoutToken(address);
  return fail(
    name,
    sameButToken ? 'has another token than --address' : `is ${withoutPassword(inFile)}, not --address`,
    'Set url to the right address, and restart OpenIM.',
  );
}

function withoutToken(address: string): string {
  return address.replace(/\/\/[^/]*@/, '//');
}
