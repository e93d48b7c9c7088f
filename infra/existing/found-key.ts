import { DescribeKeyCommand, GetKeyPolicyCommand, type KeyMetadata, KMSClient } from '@aws-sdk/client-kms';
import { AWS_CLIENT } from '../cli/aws-client.ts';

/** A KMS key as AWS describes it. */
export interface FoundKey {
  readonly metadata: KeyMetadata;
  /** Text of its key policy; undefined if the credentials may not read it, as for a key of another account. */
  readonly policy: string | undefined;
}

/**
 * Asks KMS about a key. Undefined if the key does not exist.
 *
 * @param id ARN, ID or alias
 */
export async function findKey(id: string, region: string): Promise<FoundKey | undefined> {
  const client = new KMSClient({ ...AWS_CLIENT, region });
  try {
    const { KeyMetadata: metadata } = await client.send(new DescribeKeyCommand({ KeyId: id }));
    return metadata && { metadata, policy: await policyOf(client, metadata) };
  } catch (error) {
    if ((error as Error).name === 'NotFoundException') return undefined;
    throw error;
  } finally {
    client.destroy();
  }
}

async function policyOf(client: KMSClient, { KeyId }: KeyMetadata): Promise<string | undefined> {
  try {
    const { Policy } = await client.send(new GetKeyPolicyCommand({ KeyId, PolicyName: 'default' }));
    return Policy;
  } catch (error) {
    // KMS looks for an ID in the account of the caller, and there a key of another account is none.
    if (['AccessDeniedException', 'NotFoundException'].includes((error as Error).name)) return undefined;
    throw error;
  }
}
