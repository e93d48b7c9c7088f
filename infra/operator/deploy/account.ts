import type { CloudFormationClientConfig } from '@aws-sdk/client-cloudformation';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient, type STSClientConfig } from '@aws-sdk/client-sts';
import { AWS_CLIENT } from '../../cli/aws-client.ts';
import { UsageError } from '../../cli/usage-error.ts';

/** Account, region and partition of the operator's credentials. */
export interface Account {
  readonly account: string;
  readonly region: string;
  /** `aws`, or `aws-cn` in China. */
  readonly partition: string;
}

/** @throws {UsageError} when the credentials are those of another account than `expected` */
export async function findAccount(
  config: STSClientConfig,
  expected: string | undefined,
  file: string,
): Promise<Account> {
  const client = new STSClient({ ...AWS_CLIENT, ...config });
  try {
    const region = await client.config.region();
    const { Account: account = '', Arn = '' } = await client.send(new GetCallerIdentityCommand({}));
    if (expected !== undefined && expected !== account)
      throw new UsageError(
        `Your AWS credentials are those of the account ${account}, but ${file} is for ${expected}. Set AWS_PROFILE to another profile.`,
      );
    return { account, region, partition: Arn.split(':')[1] ?? 'aws' };
  } finally {
    client.destroy();
  }
}

/**
 * Returns credentials of the role with which the CDK deploys, because an operator may hold only the right to assume it. Returns none if
 * the operator may not, so that the operator's own are used, as the CDK does.
 */
export async function roleCredentials(
  config: STSClientConfig,
  role: string | undefined,
): Promise<Pick<CloudFormationClientConfig, 'credentials'>> {
  if (role === undefined) return {};
  const assume = () => assumedCredentials(config, role);
  try {
    const first = await assume();
    let isFirst = true;
    return {
      credentials: async () => {
        if (!isFirst) return assume();
        isFirst = false;
        return first;
      },
    };
  } catch (error) {
    if ((error as Error).name === 'AccessDenied') return {};
    throw error;
  }
}

async function assumedCredentials(config: STSClientConfig, role: string) {
  const client = new STSClient({ ...AWS_CLIENT, ...config });
  try {
    const { Credentials: given } = await client.send(
      new AssumeRoleCommand({ RoleArn: role, RoleSessionName: 'openim-webhook-deploy' }),
    );
    if (!given?.AccessKeyId || !given.SecretAccessKey) throw new Error('AWS returned no credentials');
    return {
      accessKeyId: given.AccessKeyId,
      secretAccessKey: given.SecretAccessKey,
      ...(given.SessionToken !== undefined && { sessionToken: given.SessionToken }),
      ...(given.Expiration !== undefined && { expiration: given.Expiration }),
    };
  } finally {
    client.destroy();
  }
}
