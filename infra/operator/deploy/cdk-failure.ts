/** Failures by the CDK's own words, with a sentence for each. */
const FAILURES: readonly { readonly says: RegExp; readonly sentence: (match: RegExpExecArray) => string }[] = [
  {
    says: /Has the environment been bootstrapped|Is account \d+ bootstrapped|bootstrap stack version '?\d+/i,
    sentence: () => 'The account and region are not prepared for the CDK, or by an old version. Run: npx cdk bootstrap',
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
    sentence: ([, bucket]) => `The bucket ${bucket} of the CDK does not exist. Run: npx cdk bootstrap`,
  },
];

/** Returns a sentence about a failure of the CDK, undefined for an unknown one. */
export function cdkFailure(output: string): string | undefined {
  for (const { says, sentence } of FAILURES) {
    const match = says.exec(output);
    if (match) return sentence(match);
  }
  return undefined;
}
