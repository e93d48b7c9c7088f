/** Replaces the SDK's event streams, because DynamoDB's API has none. */
export const EventStreamSerde = undefined;
