import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';

/** Environment variables, such as `process.env`. */
type Environment = Readonly<Record<string, string | undefined>>;

/** Set by `npm run test:dynamodb` alone, so that no other test run reaches the DynamoDB of the environment. */
export const GIVEN = 'TEST_GIVEN_DYNAMODB';

/** Answer of a DynamoDB API, as it was received. */
export interface RawAnswer {
  readonly status: number;
  readonly text: string;
}

/** Tells whether the environment names a DynamoDB: an endpoint, or a region of Amazon's own. */
export function isGiven({ DYNAMODB_ENDPOINT, AWS_REGION, AWS_DEFAULT_REGION }: Environment): boolean {
  return Boolean(DYNAMODB_ENDPOINT || AWS_REGION || AWS_DEFAULT_REGION);
}

/** Carries an answer past the SDK, which would read it. */
class Answered extends Error {
  readonly answer: RawAnswer;

  constructor(answer: RawAnswer) {
    super('answered');
    this.answer = answer;
  }
}

/** Sends requests with any operation and body to the DynamoDB of the environment. The SDK only signs them. */
export function createSender(env: Environment) {
  const client = new DynamoDBClient({ ...configOf(env), maxAttempts: 1, requestHandler: { handle: answerTo } });
  async function send(operation: string, body: string): Promise<RawAnswer> {
    const request = new ListTablesCommand({});
    request.middlewareStack.add(
      (next) => (args) => {
        const { headers } = args.request as { headers: Record<string, string> };
        Object.assign(args.request as object, {
          body,
          headers: { ...headers, 'x-amz-target': `DynamoDB_20120810.${operation}` },
        });
        return next(args);
      },
      { step: 'build', priority: 'high' },
    );
    try {
      await client.send(request);
    } catch (error) {
      if (error instanceof Answered) return error.answer;
      throw error;
    }
    throw new Error('the SDK sent no request');
  }
  return { send, destroy: () => client.destroy() };
}

/** A DynamoDB other than Amazon's takes any credentials. */
function configOf({ DYNAMODB_ENDPOINT, AWS_REGION, AWS_DEFAULT_REGION, AWS_PROFILE, AWS_ACCESS_KEY_ID }: Environment) {
  const region = AWS_REGION || AWS_DEFAULT_REGION || 'local';
  const isSigned = !DYNAMODB_ENDPOINT || AWS_PROFILE || AWS_ACCESS_KEY_ID;
  return {
    region,
    ...(DYNAMODB_ENDPOINT && { endpoint: DYNAMODB_ENDPOINT }),
    ...(!isSigned && { credentials: { accessKeyId: 'test', secretAccessKey: 'test' } }),
  };
}

interface Signed {
  readonly protocol: string;
  readonly hostname: string;
  readonly port?: number;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

async function answerTo({ protocol, hostname, port, path, headers, body = '' }: Signed): Promise<never> {
  const { host: _host, 'content-length': _length, ...sent } = headers;
  const origin = `${protocol}//${hostname}${port === undefined ? '' : `:${port}`}`;
  const answer = await fetch(`${origin}${path}`, { method: 'POST', headers: sent, body });
  throw new Answered({ status: answer.status, text: await answer.text() });
}
