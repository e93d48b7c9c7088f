import { createHmac, createSecretKey, hash, type KeyObject } from 'node:crypto';
import type { Checksum, ChecksumConstructor, SourceData } from '@smithy/types';

/**
 * Makes SHA-256 and HMAC for a signer of the SDK. It hashes one piece of data at once, which takes less than a stream, and remembers two
 * things that the signer would have Node make again for each request: its key of the day in Node's form, and a digest of the credentials.
 */
export function createSha256(): ChecksumConstructor {
  const keys = new WeakMap<object, KeyObject>();
  const digests = new Map<string, { readonly data: Uint8Array; readonly digest: Uint8Array }>();

  const keyOf = (secret: Exclude<SourceData, string>) => {
    const key = keys.get(secret) ?? createSecretKey(Buffer.from(secret as Uint8Array));
    keys.set(secret, key);
    return key;
  };
  const digestByText = (secret: string, data: Uint8Array) => {
    const known = digests.get(secret);
    if (known && Buffer.compare(known.data, data) === 0) return known.digest;
    const digest = createHmac('sha256', secret).update(data).digest();
    digests.set(secret, { data, digest });
    return digest;
  };

  return class implements Checksum {
    readonly #secret: SourceData | undefined;
    #data: Uint8Array = new Uint8Array();

    constructor(secret?: SourceData) {
      this.#secret = secret;
    }

    update(data: Uint8Array): void {
      this.#data = this.#data.length === 0 ? data : Buffer.concat([this.#data, data]);
    }

    async digest(): Promise<Uint8Array> {
      const secret = this.#secret;
      if (secret === undefined) return hash('sha256', this.#data, 'buffer');
      if (typeof secret === 'string') return digestByText(secret, this.#data);
      return createHmac('sha256', keyOf(secret)).update(this.#data).digest();
    }

    reset(): void {
      this.#data = new Uint8Array();
    }
  };
}
