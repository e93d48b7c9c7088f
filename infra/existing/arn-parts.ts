/** Parts of the ARN of something that settings name. */
export interface ArnParts {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
  /** Last part, such as `key/1234abcd-12ab-34cd-56ef-1234567890ab`. */
  readonly resource: string;
}

/** @param arn an ARN, whose form is already checked */
export function arnParts(arn: string): ArnParts {
  const [, partition = '', , region = '', account = '', ...resource] = arn.split(':');
  return { partition, region, account, resource: resource.join(':') };
}
