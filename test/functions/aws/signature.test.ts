import { hash } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { HttpRequest } from '@smithy/core/protocols';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createSign } from '../../../functions/aws/signature.ts';

const key = fc.stringMatching(/^[A-Za-z0-9+/]{16,64}$/);
const signed = fc.record({
  accessKeyId: fc.stringMatching(/^[A-Z0-9]{16,20}$/),
  secretAccessKey: key,
  sessionToken: fc.option(key, { nil: undefined }),
  region: fc.constantFrom('us-east-1', 'cn-north-1', 'eu-west-1'),
  service: fc.constantFrom('dynamodb', 'sqs'),
  endpoint: fc.constantFrom('https://dynamodb.eu-west-1.amazonaws.com', 'http://127.0.0.1:8000', 'http://[::1]:8000/7'),
  target: fc.constantFrom('DynamoDB_20120810.PutItem', 'AmazonSQS.SendMessage'),
  body: fc.string({ unit: 'grapheme' }),
  now: fc.date({ min: new Date('2020-01-01'), max: new Date('2039-12-31'), noInvalidDate: true }),
});

it("signs as the SDK's signer does", async () => {
  await fc.assert(
    fc.asyncProperty(signed, async ({ region, service, endpoint, target, body, now, sessionToken, ...keys }) => {
      const { host, hostname, port, pathname: path, protocol } = new URL(endpoint);
      const headers = {
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': target,
        // The SDK signs this header, too, which the services do not need.
        'x-amz-content-sha256': hash('sha256', body),
      };
      const client = new DynamoDBClient({ region, credentials: { ...keys, ...(sessionToken && { sessionToken }) } });
      const signer = await client.config.signer();
      const request = {
        method: 'POST',
        protocol,
        hostname,
        port: Number(port),
        path,
        headers: { ...headers, host },
        body,
      };
      const options = { signingDate: now, signingRegion: region, signingService: service };
      const theirs = (await signer.sign(new HttpRequest(request), options)) as HttpRequest;

      const token = sessionToken === undefined ? {} : { 'x-amz-security-token': sessionToken };
      const ours = createSign(keys, { region, service }, new URL(endpoint))({ ...headers, ...token }, body, now);

      expect(ours).toEqual({
        'x-amz-date': theirs.headers['x-amz-date'],
        authorization: theirs.headers.authorization,
      });
    }),
    { numRuns: 50 },
  );
});

it('signs another day with another key', () => {
  const sign = createSign(
    { accessKeyId: 'A', secretAccessKey: 'S' },
    { region: 'r', service: 's' },
    new URL('http://localhost'),
  );
  const at = (time: string) => sign({}, '', new Date(time)).authorization;

  const first = at('2026-03-04T23:59:59Z');
  const next = at('2026-03-05T00:00:00Z');

  expect(next).toContain('/20260305/');
  expect(at('2026-03-04T23:59:59Z')).toBe(first);
});
