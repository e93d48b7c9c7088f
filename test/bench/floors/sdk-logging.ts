import type { APIGatewayProxyEvent } from 'aws-lambda';
import { handler as recording } from './sdk.ts';

/** The floor with one log line and one line of a metric (CloudWatch's embedded metric format), by `console.log`. */
export async function handler(request: APIGatewayProxyEvent) {
  const result = await recording(request);
  const command = request.path.slice(1);
  const { requestId } = request.requestContext;
  console.info(JSON.stringify({ level: 'INFO', message: 'recorded', timestamp: new Date(), command, requestId }));
  const metrics = { Namespace: 'Floor', Dimensions: [['command']], Metrics: [{ Name: 'Callbacks', Unit: 'Count' }] };
  const _aws = { Timestamp: Date.now(), CloudWatchMetrics: [metrics] };
  console.info(JSON.stringify({ _aws, command, Callbacks: 1 }));
  return result;
}
