import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import { AwsError } from './aws-error.ts';
import { CloudFormationStub } from './cloudformation.ts';
import { DynamoDbStub } from './dynamodb-stub.ts';
import { NamedStub } from './named-stub.ts';
import { NetworkStub } from './network-stub.ts';
import { toXml } from './xml.ts';

export const ACCOUNT = '123456789012';
export const REGION = 'eu-west-1';

/**
 * AWS on a socket, as far as a deployment needs it. CloudFormation, STS, SNS, IAM and EC2 use the query protocol. DynamoDB, SSM, KMS, ACM and
 * WAF use JSON. S3 and Route 53 use REST.
 */
export interface AwsStub {
  readonly endpoint: string;
  readonly cloudFormation: CloudFormationStub;
  readonly dynamoDB: DynamoDbStub;
  readonly named: NamedStub;
  readonly network: NetworkStub;
  /** Names of the requests in their order, such as `CreateChangeSet`. */
  readonly requests: string[];
  /** Answers to requests by their names, instead of the real ones. */
  readonly faults: Map<string, AwsError>;
  /** Version of `cdk bootstrap`; undefined: the account is not bootstrapped. */
  bootstrap: number | undefined;
  /** Environment of a process that uses this AWS, with credentials. */
  readonly env: Record<string, string>;
}

/** Starts AWS for one test. */
export async function startAws(): Promise<AwsStub> {
  const objects = new Map<string, string>();
  const requests: string[] = [];
  const faults = new Map<string, AwsError>();
  const cloudFormation = new CloudFormationStub((url) => objects.get(new URL(url).pathname) ?? '{}');
  const dynamoDB = new DynamoDbStub();
  const named = new NamedStub();
  const network = new NetworkStub();
  const server = createServer((request, response) => {
    void answer(request, response);
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request);
    const target = request.headers['x-amz-target'];
    if (target?.toString().startsWith('AmazonSSM')) return answerSsm(String(target), body, response);
    if (target !== undefined) return answerJson(String(target), body, response);
    if (request.headers['content-type']?.startsWith('application/x-www-form-urlencoded'))
      return answerQuery(body, response);
    const [, zone] = /\/hostedzone\/(\w+)$/.exec(request.url ?? '') ?? [];
    if (zone !== undefined) {
      requests.push('GetHostedZone');
      return network.answerRoute53(zone, response, faults.get('GetHostedZone'));
    }
    answerS3(request, body, response);
  }

  function answerQuery(body: string, response: ServerResponse): void {
    const parameters = Object.fromEntries(new URLSearchParams(body));
    const { Action: action = '', ...rest } = parameters;
    requests.push(action);
    if (action === 'DescribeVpcEndpoints') {
      network.answerEc2(rest, response, faults.get(action));
      return;
    }
    try {
      const fault = faults.get(action);
      if (fault) throw fault;
      const result = STS[action]?.() ?? named.answerQuery(action, rest) ?? cloudFormation.answer(action, rest);
      const metadata = '<ResponseMetadata><RequestId>1</RequestId></ResponseMetadata>';
      const inner = `<${action}Result>${toXml(result)}</${action}Result>${metadata}`;
      response.setHeader('Content-Type', 'text/xml');
      response.end(`<${action}Response xmlns="https://aws">${inner}</${action}Response>`);
    } catch (error) {
      const { code, message, status } =
        error instanceof AwsError ? error : new AwsError('InternalFailure', String(error), 500);
      response.writeHead(status, { 'Content-Type': 'text/xml' });
      const described = toXml({ Type: status < 500 ? 'Sender' : 'Receiver', Code: code, Message: message });
      response.end(`<ErrorResponse><Error>${described}</Error><RequestId>1</RequestId></ErrorResponse>`);
    }
  }

  function answerJson(target: string, body: string, response: ServerResponse): void {
    const [service, action = target] = target.split('.');
    requests.push(action);
    const isDynamoDB = service?.startsWith('DynamoDB_');
    response.setHeader('Content-Type', `application/x-amz-json-${isDynamoDB ? '1.0' : '1.1'}`);
    try {
      const fault = faults.get(action);
      if (fault) throw fault;
      response.end(JSON.stringify((isDynamoDB ? dynamoDB : named).answer(action, JSON.parse(body))));
    } catch (error) {
      const { code, message, status } =
        error instanceof AwsError ? error : new AwsError('InternalServerError', String(error), 500);
      response.writeHead(status);
      response.end(JSON.stringify({ __type: `com.amazonaws#${code}`, message }));
    }
  }

  function answerSsm(target: string, body: string, response: ServerResponse): void {
    requests.push(target.split('.')[1] ?? target);
    const { Name } = JSON.parse(body);
    response.setHeader('Content-Type', 'application/x-amz-json-1.1');
    if (stub.bootstrap === undefined) {
      response.writeHead(400);
      response.end(JSON.stringify({ __type: 'ParameterNotFound', message: '' }));
    } else response.end(JSON.stringify({ Parameter: { Name, Type: 'String', Value: String(stub.bootstrap) } }));
  }

  /** Keeps objects, and answers every question about their bucket. */
  function answerS3({ method = '', url = '' }: IncomingMessage, body: string, response: ServerResponse): void {
    const { pathname, searchParams } = new URL(url, stub.endpoint);
    requests.push(`S3 ${method}`);
    if (method === 'PUT') objects.set(pathname, body);
    if (method === 'HEAD' && !objects.has(pathname) && pathname.split('/').length > 2) response.statusCode = 404;
    response.setHeader('Content-Type', 'application/xml');
    if (method !== 'GET') return void response.end();
    if (searchParams.has('location')) return void response.end(`<LocationConstraint>${REGION}</LocationConstraint>`);
    if (searchParams.has('encryption')) {
      const rule = { Rule: { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } } };
      return void response.end(`<ServerSideEncryptionConfiguration>${toXml(rule)}</ServerSideEncryptionConfiguration>`);
    }
    const key = searchParams.get('prefix') ?? '';
    const found = [...objects].filter(([path]) => path.endsWith(`/${key}`));
    const contents = found.map(
      ([path, content]) =>
        `<Contents>${toXml({ Key: path.split('/').slice(2).join('/'), Size: content.length })}</Contents>`,
    );
    response.end(`<ListBucketResult><KeyCount>${found.length}</KeyCount>${contents.join('')}</ListBucketResult>`);
  }

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const stub: AwsStub = {
    ...{ endpoint, cloudFormation, dynamoDB, named, network, requests, faults, bootstrap: 28 },
    env: {
      AWS_ENDPOINT_URL: endpoint,
      AWS_REGION: REGION,
      AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'example',
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_SHARED_CREDENTIALS_FILE: '/nowhere',
      AWS_CONFIG_FILE: '/nowhere',
      CDK_DISABLE_CLI_TELEMETRY: 'true',
    },
  };
  return stub;
}

const STS: Readonly<Record<string, () => object>> = {
  GetCallerIdentity: () => ({ Account: ACCOUNT, Arn: `arn:aws:iam::${ACCOUNT}:user/anna`, UserId: 'AIDAEXAMPLE' }),
  AssumeRole: () => ({
    Credentials: {
      AccessKeyId: 'ASIAEXAMPLE',
      SecretAccessKey: 'example',
      SessionToken: 'session',
      Expiration: new Date(Date.now() + 3_600_000),
    },
    AssumedRoleUser: { AssumedRoleId: 'AROAEXAMPLE:deploy', Arn: `arn:aws:sts::${ACCOUNT}:assumed-role/deploy/deploy` },
  }),
};
