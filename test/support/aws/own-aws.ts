import { onTestFinished, vi } from 'vitest';
import { type AwsStub, startAws } from './aws-stub.ts';

/** Starts AWS, which this process uses until the end of the test. */
export async function startOwnAws(): Promise<AwsStub> {
  const aws = await startAws();
  onTestFinished(() => void vi.unstubAllEnvs());
  for (const [name, value] of Object.entries(aws.env)) vi.stubEnv(name, value);
  return aws;
}
