/** DynamoDB's API has no event streams: nothing of what the SDK would load for them is used. */
export const EventStreamSerde = undefined;
