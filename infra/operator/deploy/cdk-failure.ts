interface Failure {
  readonly says: RegExp;
  readonly sentence: (match: RegExpExecArray, bootstrap: string) => string;
}

/** Failures by the CDK's own words, with a sentence for each. */
const FAILURES: readonly Failure[] = [
  {
    says: /Has the environment been bootstrapped|Is account \d+ bootstrapped|bootstrap stack version '?\d+/i,
    sentence: (_match, bootstrap) =>
      `The account and region are not prepared for the CDK, or by an old version. Run: ${bootstrap}`,
  },
  {
    says: /Need to perform AWS calls for account (\d+), but (?:the current credentials are for (\d+)|no credentials)/,
    sentence: ([, wanted]) =>
      `The CDK has no credentials for the account ${wanted}. Set AWS_PROFILE to another profile.`,
  },
  {
    says: /Unable to resolve AWS account|no credentials have been configured/,
    sentence: () => 'No AWS credentials found. Sign in to AWS, or set AWS_PROFILE.',
  },
  {
    says: /ExpiredToken|token included in the request is expired|session .* has expired/i,
    sentence: () => 'Your AWS credentials have expired. Sign in again.',
  },
  {
    says: /No bucket named '([^']+)'/,
    sentence: ([, bucket], bootstrap) => `The bucket ${bucket} of the CDK does not exist. Run: ${bootstrap}`,
  },
  {
    says: /is in (\w+_IN_PROGRESS) state and can ?not be updated/,
    sentence: ([, status]) => `The stack is being changed (${status}). Deploy again when that has ended.`,
  },
];

/**
 * Returns a sentence about a failure of the CDK, undefined for an unknown one.
 *
 * @param bootstrap command that prepares the account
 */
export function cdkFailure(output: string, bootstrap: string): string | undefined {
  for (const { says, sentence } of FAILURES) {
    const match = says.exec(output);
    if (match) return sentence(match, bootstrap);
  }
  return undefined;
}
