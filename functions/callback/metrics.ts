export const METRICS_NAMESPACE = 'OpenIMWebhook';
export const SERVICE_NAME = 'openim-webhook';

/** Metrics that are zero in normal operation. The dashboard shows all of them. */
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
  'WireDrift',
  'RelayClockWrong',
] as const;

/** The first has the dimensions command and outcome, the second has rule and action. */
export const CALLBACKS_METRIC = 'Callbacks';
export const POLICY_RULES_METRIC = 'PolicyRules';

/** Seconds for which a relay has kept a callback. */
export const DELIVERY_AGE_METRIC = 'DeliveryAge';

export type MetricName = (typeof NOTABLE_METRICS)[number] | typeof CALLBACKS_METRIC | typeof DELIVERY_AGE_METRIC;
