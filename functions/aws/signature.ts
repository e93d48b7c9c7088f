import { createHmac, hash } from 'node:crypto';

/** Keys that sign requests, such as those that Lambda passes to a function. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
}

/** Region and service for which a request is signed. */
export interface Scope {
  readonly region: string;
  /** Such as `dynamodb`. */
  readonly service: string;
}

/** Signs a POST with these headers, whose names are in lower case. */
export type Sign = (
  headers: Readonly<Record<string, string>>,
  body: string,
  now: Date,
) => { readonly 'x-amz-date': string; readonly authorization: string };

const ALGORITHM = 'AWS4-HMAC-SHA256';

/**
 * Creates the signer of one service. It keeps the key of a day, which takes four of five hashes.
 *
 * Source: AWS Identity and Access Management User Guide, "Create a signed AWS API request".
 *
 * @param endpoint an address without escaped characters in its path
 * @returns a function to call with the headers to sign, without `host` and `x-amz-date`
 */
export function createSign(
  { accessKeyId, secretAccessKey }: Credentials,
  { region, service }: Scope,
  { host, pathname }: URL,
): Sign {
  let day = '';
  let key: Buffer = Buffer.alloc(0);
  const keyOf = (ofDay: string): Buffer => {
    if (ofDay !== day) {
      key = [ofDay, region, service, 'aws4_request'].reduce<Buffer>(hmac, Buffer.from(`AWS4${secretAccessKey}`));
      day = ofDay;
    }
    return key;
  };
  return (headers, body, now) => {
    const time = now.toISOString().replace(/[-:]|\.\d{3}/g, '');
    const ofDay = time.slice(0, 8);
    const signed = Object.entries({ ...headers, host, 'x-amz-date': time }).sort(byName);
    const names = signed.map(([name]) => name).join(';');
    const lines = signed.map(([name, value]) => `${name}:${value}\n`).join('');
    const request = `POST\n${pathname}\n\n${lines}\n${names}\n${hash('sha256', body)}`;
    const scope = `${ofDay}/${region}/${service}/aws4_request`;
    const text = `${ALGORITHM}\n${time}\n${scope}\n${hash('sha256', request)}`;
    const signature = createHmac('sha256', keyOf(ofDay)).update(text).digest('hex');
    const authorization = `${ALGORITHM} Credential=${accessKeyId}/${scope}, SignedHeaders=${names}, Signature=${signature}`;
    return { 'x-amz-date': time, authorization };
  };
}

function byName([a]: readonly [string, string], [b]: readonly [string, string]): number {
  return a < b ? -1 : 1;
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
