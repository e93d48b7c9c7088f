/** Sentences about what settings name: those that stop a deployment, and those that do not. */
export interface Findings {
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
}

export const NOTHING: Findings = { errors: [], warnings: [] };

/** Account and region of the stack, as far as they are known. */
export interface StackLocation {
  readonly account: string | undefined;
  readonly region: string | undefined;
  /** Account of the credentials, if it may differ from that of the stack. */
  readonly ownAccount?: string | undefined;
}

/** Returns all findings together, each sentence once. */
export function together(findings: readonly Findings[]): Findings {
  return {
    errors: [...new Set(findings.flatMap(({ errors }) => errors))],
    warnings: [...new Set(findings.flatMap(({ warnings }) => warnings))],
  };
}

/**
 * Returns the error that something named in a setting does not exist.
 *
 * @param region undefined for a service without regions
 * @param word for the value of the setting, such as ARN or ID
 */
export function missing(subject: string, region?: string, word = 'ARN'): Findings {
  const where = region === undefined ? '' : ` in ${region}`;
  return { errors: [`${subject} does not exist${where}. Correct the ${word}.`], warnings: [] };
}
