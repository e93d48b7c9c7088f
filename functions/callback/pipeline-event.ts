import type { Request } from '@middy/core';
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import type { Received } from '../record/received.ts';
import type { Deadline } from './deadline.ts';
import type { RelayDelivery } from './relay-delivery.ts';

/** An authenticated request. It is recorded in any case. */
export interface Captured {
  /** The runtime's `now()` at arrival. */
  readonly startedAt: number;
  readonly deadline: Deadline;
  readonly received: Received;
  /** Set for a delivery of a relay. */
  readonly delivery?: RelayDelivery | undefined;
}

/** State of one request. Steps add to it and never modify the request. */
export interface RequestState<Event> {
  /** The runtime's `now()` at arrival. */
  readonly startedAt: number;
  /** Set once the caller is authenticated. */
  captured?: Captured;
  /** The body as text, then parsed. */
  body?: unknown;
  /** The validated event. */
  event?: Event;
  /** Reason for which a lenient callback kept its body as it came. */
  reason?: string;
}

/** Event of the pipeline: the unmodified gateway request and its state. */
export interface PipelineEvent<Event = unknown> {
  readonly request: APIGatewayProxyEvent;
  readonly state: RequestState<Event>;
}

/** A step of the pipeline. It throws `Rejected` to reject the request. */
export type Step<Event = unknown> = (request: Request<PipelineEvent<Event>, APIGatewayProxyResult>) => unknown;
