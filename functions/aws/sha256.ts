import { type BinaryLike, createHmac, hash } from 'node:crypto';
import type { Checksum, SourceData } from '@smithy/types';

/** Hashes for the SDK's signer, which adds one piece to each. Node hashes one piece in half the time of a stream. */
export class Sha256 implements Checksum {
  private readonly secret: SourceData | undefined;
  private data: Uint8Array = new Uint8Array();

  constructor(secret?: SourceData) {
    this.secret = secret;
  }

  update(data: Uint8Array): void {
    this.data = this.data.length === 0 ? data : Buffer.concat([this.data, data]);
  }

  digest(): Promise<Uint8Array> {
    const { secret, data } = this;
    const digest = secret
      ? createHmac('sha256', secret as BinaryLike)
          .update(data)
          .digest()
      : hash('sha256', data, 'buffer');
    return Promise.resolve(digest);
  }

  reset(): void {
    this.data = new Uint8Array();
  }
}
