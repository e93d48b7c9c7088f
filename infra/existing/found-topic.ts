import { GetTopicAttributesCommand, SNSClient } from '@aws-sdk/client-sns';
import { AWS_CLIENT } from '../cli/aws-client.ts';

/** An SNS topic as AWS describes it. */
export interface FoundTopic {
  /** Text of its policy. */
  readonly policy: string | undefined;
  /** ID, ARN or alias of the key that encrypts it. */
  readonly key: string | undefined;
  /** Confirmed subscriptions; undefined if SNS does not say. */
  readonly subscriptions: number | undefined;
}

/** Asks SNS about a topic. Undefined if the topic does not exist. */
export async function findTopic(arn: string, region: string): Promise<FoundTopic | undefined> {
  const client = new SNSClient({ ...AWS_CLIENT, region });
  try {
    const { Attributes = {} } = await client.send(new GetTopicAttributesCommand({ TopicArn: arn }));
    const { Policy, KmsMasterKeyId, SubscriptionsConfirmed } = Attributes;
    return {
      policy: Policy || undefined,
      key: KmsMasterKeyId || undefined,
      subscriptions: SubscriptionsConfirmed === undefined ? undefined : Number(SubscriptionsConfirmed),
    };
  } catch (error) {
    if (['NotFoundException', 'NotFound'].includes((error as Error).name)) return undefined;
    throw error;
  } finally {
    client.destroy();
  }
}
