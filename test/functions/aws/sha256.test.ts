import { Hash } from '@smithy/core/serde';
import { SignatureV4 } from '@smithy/signature-v4';
import { expect, it } from 'vitest';
import { createSha256 } from '../../../functions/aws/sha256.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

it("signs as with the SDK's hash, also on another day and with other keys", async () => {
  const sha256 = createSha256();
  const signed = async (
    sha256: typeof Hash | ReturnType<typeof createSha256>,
    secretAccessKey: string,
    day: number,
  ) => {
    const credentials = { accessKeyId: 'id', secretAccessKey };
    const signer = new SignatureV4({ service: 'dynamodb', region: 'r', credentials, sha256: sha256 as never });
    const headers = { host: 'h', 'x-amz-target': 't' };
    const request = { method: 'POST', protocol: 'http:', hostname: 'h', path: '/', headers, body: `{"day":${day}}` };
    return (await signer.sign(request, { signingDate: new Date(Date.UTC(2026, 10, day)) })).headers.authorization;
  };
  class Theirs extends Hash {
    constructor(secret?: string) {
      super('sha256', secret);
    }
  }

  for (const [secret, day] of [
    ['a', 1],
    ['a', 1],
    ['b', 1],
    ['a', 2],
  ] as const)
    expect(await signed(sha256, secret, day)).toBe(await signed(Theirs as never, secret, day));
});

it.each([
  { what: 'nothing', pieces: [] },
  { what: 'a piece', pieces: ['你好'] },
  { what: 'pieces', pieces: ['a', '', 'b'] },
])('hashes $what as the SDK does, with and without a key, and once more after a reset', async ({ pieces }) => {
  const Sha256 = createSha256();
  for (const secret of [undefined, 'text', bytes('key')]) {
    const [ours, theirs] = [new Sha256(secret), new Hash('sha256', secret)];
    for (const hash of [ours, theirs, ours, theirs]) for (const piece of pieces) hash.update(bytes(piece));
    expect(Buffer.from(await ours.digest())).toEqual(await theirs.digest());
    ours.reset();
    expect(Buffer.from(await ours.digest())).toEqual(await new Hash('sha256', secret).digest());
  }
});
