import type { Request } from '@middy/core';
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import type { Received } from '../record/received.ts';
import type { Deadline } from './deadline.ts';

/** A request of a caller that is known. It is recorded, whatever it holds. */
export interface Captured {
  /** The runtime's `now()` at arrival. */
  readonly startedAt: number;
  readonly deadline: Deadline;
  readonly received: Received;
}

/** State of one request. Each step adds to it, and none changes the request. */
export interface RequestState<Event> {
  /** The runtime's `now()` at arrival. */
  readonly startedAt: number;
  /** Set once the caller is known. */
  captured?: Captured;
  /** The body as text, then parsed. */
  body?: unknown;
  /** The validated event. */
  event?: Event;
  /** What was wrong with a body that is accepted nevertheless. */
  reason?: string;
}

/** Event of the pipeline: the gateway's request as it came, and its state. */
export interface PipelineEvent<Event = unknown> {
  readonly request: APIGatewayProxyEvent;
  readonly state: RequestState<Event>;
}

/** A step of the pipeline. It throws a `Rejected` to end it. */
export type Step<Event = unknown> = (request: Request<PipelineEvent<Event>, APIGatewayProxyResult>) => unknown;
