/** Namespace and service of the functions' metrics. */
export const METRICS_NAMESPACE = 'OpenIMWebhook';
export const SERVICE_NAME = 'openim-webhook';

/** Metrics over all callbacks that are zero while all is well. The dashboard shows each of them. */
export const NOTABLE_METRICS = [
  'NotRecorded',
  'Queued',
  'Redelivered',
  'NotRedelivered',
  'OutOfTime',
  'DegradedVerdict',
  'Failed',
  'Malformed',
  'NotAuthenticated',
  'Repeated',
  'NotDerived',
  'RecordChanged',
] as const;

/** Metrics by command and outcome, and by rule and action. */
export const CALLBACKS_METRIC = 'Callbacks';
export const POLICY_RULES_METRIC = 'PolicyRules';

export type MetricName = (typeof NOTABLE_METRICS)[number] | typeof CALLBACKS_METRIC;
