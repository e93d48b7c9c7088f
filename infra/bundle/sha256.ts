import { createHash, createHmac, type Hash, type Hmac } from 'node:crypto';

/** What the SDK signs requests with, as Node has it: the package's own falls back to an implementation in JavaScript. */
export class Sha256 {
  readonly digestLength = 32;
  private hash: Hash | Hmac;
  private readonly secret: string | Uint8Array | undefined;

  constructor(secret?: string | Uint8Array) {
    this.secret = secret;
    this.hash = this.make();
  }

  update(data: string | Uint8Array): void {
    this.hash.update(data);
  }

  async digest(): Promise<Uint8Array> {
    return new Uint8Array(this.hash.digest());
  }

  reset(): void {
    this.hash = this.make();
  }

  private make(): Hash | Hmac {
    return this.secret === undefined ? createHash('sha256') : createHmac('sha256', this.secret);
  }
}
