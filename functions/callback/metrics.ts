/** Namespace and service of the functions' metrics. */
export const METRICS_NAMESPACE = 'OpenIMWebhook';
export const SERVICE_NAME = 'openim-webhook';

/** What is counted over all callbacks: what alarms look at, and the dashboard shows. */
export type Count =
  | 'Callbacks'
  | 'NotRecorded'
  | 'Queued'
  | 'Redelivered'
  | 'NotRedelivered'
  | 'OutOfTime'
  | 'DegradedVerdict'
  | 'Failed'
  | 'Malformed'
  | 'NotAuthenticated'
  | 'Repeated';
