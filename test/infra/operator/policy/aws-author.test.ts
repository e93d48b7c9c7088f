import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { userInfo } from 'node:os';
import { expect, it, onTestFinished, vi } from 'vitest';
import { LOCAL_POLICY_TABLE } from '../../../../infra/local/table-definitions.ts';
import { runHere } from '../../../support/commands.ts';
import { sampled } from '../../../support/sampled.ts';
import { auditTable, policyTable } from '../../../support/table.ts';

const ACCOUNT = '123456789012';

/** The SDK reads its settings from the environment of the process. */
function setting(variables: Record<string, string>): void {
  onTestFinished(() => void vi.unstubAllEnvs());
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
}

async function tableOnAws() {
  const table = await auditTable();
  await policyTable(table);
  const { endpoint } = table;
  setting({ AWS_ENDPOINT_URL_DYNAMODB: endpoint, AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local' });
  const inAws = ['--table', LOCAL_POLICY_TABLE, '--region', 'eu-west-1'];
  return (...args: string[]) => runHere(['policy', ...args, ...inAws], { AWS_ENDPOINT_URL_DYNAMODB: endpoint });
}

async function sts(answer: (response: ServerResponse) => void): Promise<void> {
  const server = createServer((_request, response) => answer(response)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  setting({ AWS_ENDPOINT_URL_STS: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
}

function identity(arn: string) {
  const result = `<GetCallerIdentityResult><Arn>${arn}</Arn></GetCallerIdentityResult>`;
  const xmlns = 'https://sts.amazonaws.com/doc/2011-06-15/';
  return (response: ServerResponse) =>
    void response
      .setHeader('content-type', 'text/xml')
      .end(`<GetCallerIdentityResponse xmlns="${xmlns}">${result}</GetCallerIdentityResponse>`);
}

const SAMPLE = 'infra/operator/policy/policy.sample.json';

async function authors(policy: (...args: string[]) => Promise<{ stdout: string }>): Promise<unknown[]> {
  const { stdout } = await policy('history', '--group', 'g', '--json');
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line).author);
}

it.each([
  { arn: `arn:aws:iam::${ACCOUNT}:user/anna`, author: 'user/anna' },
  { arn: `arn:aws-cn:sts::${ACCOUNT}:assumed-role/Deploy/anna`, author: 'assumed-role/Deploy/anna' },
])('stores $author with what set and remove change on AWS', async ({ arn, author }) => {
  const policy = await tableOnAws();
  await sts(identity(arn));

  expect(await policy('set', SAMPLE, '--group', 'g')).toMatchObject({ code: 0, stderr: '' });
  expect(await policy('remove', '--group', 'g')).toMatchObject({ code: 0, stderr: '' });

  expect(await authors(policy)).toEqual([author, author]);
});

const failures = [
  { when: 'refuses', answer: (response: ServerResponse) => void response.writeHead(403).end() },
  { when: 'has no ARN', answer: identity('') },
  { when: 'hangs', answer: () => {} },
];

it.each(sampled(failures, ({ when }) => when !== 'hangs'))(
  'stores the login of the machine when STS $when',
  async ({ answer }) => {
    const policy = await tableOnAws();
    await sts(answer);

    expect(await policy('set', SAMPLE, '--group', 'g')).toMatchObject({ code: 0, stderr: '' });

    expect(await authors(policy)).toEqual([userInfo().username]);
  },
);
