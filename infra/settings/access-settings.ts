import * as v from 'valibot';
import { TokenHashes } from '../../functions/callback/token-hashes.ts';
import { isCidr } from '../cidr.ts';
import { described, flag, listOf, nonEmptyStrings, stringList } from './setting-values.ts';

/**
 * Characters of all ranges as JSON. The policy of an API has at most 8,192 characters, of which its statements take up to 700.
 * Source: Amazon API Gateway Developer Guide, "Amazon API Gateway quotas and important notes", length of a resource policy.
 */
const MAX_RANGES_CHARACTERS = 7_400;

function tokenHashes(description: string) {
  return described(
    v.pipe(
      nonEmptyStrings,
      TokenHashes,
      v.maxLength(2, 'has more than two hashes. Use the current one and the next one'),
    ),
    description,
    listOf({ pattern: '^[0-9a-f]{64}$' }, { maxItems: 2, uniqueItems: true }),
  );
}

/** Settings of who may call the receiver. */
export const accessSettings = {
  webhookTokenHashes: tokenHashes(
    'SHA-256 hashes of the valid tokens, one or two. `npm run token` prints a token and its hash.',
  ),
  webhookRelayTokenHashes: tokenHashes(
    'SHA-256 hashes of the tokens of relays, one or two. With any, the user name `relay` needs one of these tokens.',
  ),
  allowUnauthenticated: flag(false, 'true accepts callbacks without a token, if there is no hash of a token.'),
  allowedCidrs: described(
    v.pipe(
      stringList,
      v.everyItem(isCidr, 'must be CIDR ranges such as 203.0.113.0/24'),
      v.check(
        (ranges) => JSON.stringify(ranges).length <= MAX_RANGES_CHARACTERS,
        'has more ranges than the policy of an API can hold (about 400). Combine ranges, or use webAcl',
      ),
    ),
    'Address ranges of permitted callers. Without any, all may call.',
    listOf({ pattern: '/\\d+$' }),
  ),
};
