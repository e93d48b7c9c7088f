import * as v from 'valibot';

/** SHA-256 of the empty string, which results from hashing an unset variable. */
const HASH_OF_EMPTY_TOKEN = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

/** SHA-256 hashes of the valid tokens, for the settings of functions and of the stack. */
export const TokenHashes = v.pipe(
  v.array(v.pipe(v.string(), v.trim())),
  v.everyItem(
    (hash) => /^[0-9a-f]{64}$/.test(hash),
    'must be lower-case hexadecimal SHA-256 hashes, separated by commas. Use those that `npm run token` prints',
  ),
  v.everyItem(
    (hash) => hash !== HASH_OF_EMPTY_TOKEN,
    'is the hash of an empty token. Make a token with `npm run token`, and use its hash',
  ),
  v.check(
    (hashes) => new Set(hashes).size === hashes.length,
    'has the same hash twice. Give the hash of each token once',
  ),
);
