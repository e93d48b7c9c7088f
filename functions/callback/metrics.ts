/** Namespace and service of the functions' metrics. Alarms and the dashboard read them from here. */
export const METRICS_NAMESPACE = 'OpenIMWebhook';
export const SERVICE_NAME = 'openim-webhook';
