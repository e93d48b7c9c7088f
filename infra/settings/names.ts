import { METRICS_NAMESPACE } from '../../functions/callback/metrics.ts';

/** Names in AWS that an account and region can have only once, or that tell environments apart. */
export interface EnvironmentNames {
  readonly stack: string;
  readonly api: string;
  readonly metricsNamespace: string;
  /** Displayed name, in alarms and their e-mails. */
  readonly title: string;
}

/**
 * Returns the names of an environment. Resources without a name here have one that CloudFormation makes from the stack's.
 *
 * @param name '' for the stack that has no name of its own
 */
export function namesOf(name: string): EnvironmentNames {
  const suffix = name === '' ? '' : `-${name}`;
  return {
    stack: `OpenIMWebhook${suffix}`,
    api: `openim-webhook${suffix}`,
    metricsNamespace: `${METRICS_NAMESPACE}${suffix}`,
    title: `OpenIM webhook receiver${name === '' ? '' : ` ${name}`}`,
  };
}
