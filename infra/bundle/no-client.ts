/** Tells the bundler that a module makes the SDK's client, and so needs its commands. */
export class DynamoDBClient {}
