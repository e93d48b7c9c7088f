import { createHmac, hash } from 'node:crypto';
import { Agent, request } from 'node:http';

const { AWS_ENDPOINT_URL_DYNAMODB: endpoint = '', AWS_REGION: region, AWS_ACCESS_KEY_ID: id } = process.env;
const { AWS_SECRET_ACCESS_KEY: secret, AWS_SESSION_TOKEN: token = '' } = process.env;
const agent = new Agent({ keepAlive: true });
const { host } = new URL(endpoint);
const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();
const SIGNED = 'host;x-amz-date;x-amz-security-token;x-amz-target';
const TARGET = 'DynamoDB_20120810.PutItem';

/** Signs a PutItem and sends it. Source: AWS's documentation, "Create a signed AWS API request" (Signature Version 4). */
export function putItem(body: string): Promise<void> {
  const time = new Date().toISOString().replace(/[-:]|\.\d+/g, '');
  const scope = `${time.slice(0, 8)}/${region}/dynamodb/aws4_request`;
  const signed = `host:${host}\nx-amz-date:${time}\nx-amz-security-token:${token}\nx-amz-target:${TARGET}\n`;
  const canonical = `POST\n/\n\n${signed}\n${SIGNED}\n${hash('sha256', body)}`;
  const key = scope.split('/').reduce<string | Buffer>(hmac, `AWS4${secret}`);
  const signature = hmac(key, `AWS4-HMAC-SHA256\n${time}\n${scope}\n${hash('sha256', canonical)}`).toString('hex');
  const authorization = `AWS4-HMAC-SHA256 Credential=${id}/${scope}, SignedHeaders=${SIGNED}, Signature=${signature}`;
  const amz = { 'x-amz-date': time, 'x-amz-security-token': token, 'x-amz-target': TARGET };
  const headers = {
    ...amz,
    authorization,
    'content-type': 'application/x-amz-json-1.0',
    'content-length': Buffer.byteLength(body),
  };
  return new Promise((resolve, reject) => {
    request(endpoint, { method: 'POST', agent, headers }, (response) => {
      response.resume().on('end', () => (response.statusCode === 200 ? resolve() : reject(new Error('not stored'))));
    })
      .on('error', reject)
      .end(body);
  });
}
