import { setTimeout } from 'node:timers/promises';

const TIMEOUT_MS = 2_000;

/**
 * Returns the caller's identity in AWS, such as `user/anna` or `assumed-role/Deploy/anna`; undefined when AWS does not answer in time.
 *
 * @param region undefined for that of the environment
 */
export async function awsIdentity(region: string | undefined): Promise<string | undefined> {
  const ended = new AbortController();
  try {
    // A search for credentials ignores a signal, so that the timer runs beside the request.
    return await Promise.race([
      identityBy(region, ended.signal),
      setTimeout(TIMEOUT_MS, undefined, { signal: ended.signal }),
    ]);
  } catch {
    return undefined;
  } finally {
    ended.abort();
  }
}

async function identityBy(region: string | undefined, abortSignal: AbortSignal): Promise<string | undefined> {
  const { GetCallerIdentityCommand, STSClient } = await import('@aws-sdk/client-sts');
  const client = new STSClient({ ...(region !== undefined && { region }), maxAttempts: 1 });
  try {
    const { Arn } = await client.send(new GetCallerIdentityCommand({}), { abortSignal });
    return Arn === undefined ? undefined : nameIn(Arn);
  } finally {
    client.destroy();
  }
}

/** Returns what an ARN has after partition, service, region and account. */
function nameIn(arn: string): string | undefined {
  const name = arn.split(':').slice(5).join(':');
  return name === '' ? undefined : name;
}
