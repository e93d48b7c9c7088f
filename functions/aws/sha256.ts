import { createHmac, createSecretKey, hash, type KeyObject } from 'node:crypto';
import type { Checksum, SourceData } from '@smithy/types';

/** Keys that Node has prepared. Preparing takes three times as long as hashing, and a signing key lasts a day. */
const prepared = new WeakMap<object, KeyObject>();

/** SHA-256 and HMAC for the SDK's signer. It hashes one piece of data at once, which takes less than a stream. */
export class Sha256 implements Checksum {
  private readonly secret: SourceData | undefined;
  private data: Uint8Array = new Uint8Array();

  constructor(secret?: SourceData) {
    this.secret = secret;
  }

  update(data: Uint8Array): void {
    this.data = this.data.length === 0 ? data : Buffer.concat([this.data, data]);
  }

  async digest(): Promise<Uint8Array> {
    if (this.secret === undefined) return hash('sha256', this.data, 'buffer');
    return createHmac('sha256', keyOf(this.secret)).update(this.data).digest();
  }

  reset(): void {
    this.data = new Uint8Array();
  }
}

function keyOf(secret: SourceData): string | KeyObject {
  if (typeof secret === 'string') return secret;
  const known = prepared.get(secret) ?? createSecretKey(Buffer.from(secret as Uint8Array));
  prepared.set(secret, known);
  return known;
}
