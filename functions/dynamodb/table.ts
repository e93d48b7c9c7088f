import type { $Command, DynamoDBClient, ServiceInputTypes, ServiceOutputTypes } from '@aws-sdk/client-dynamodb';

type Config = DynamoDBClient['config'];

/** Sends the SDK's commands. Both `DynamoDBClient` and the functions' client do. */
export interface TableClient {
  send<Input extends ServiceInputTypes, Output extends ServiceOutputTypes>(
    command: $Command<Input, Output, Config>,
    options?: { readonly abortSignal?: AbortSignal },
  ): Promise<Output>;
}

/** A table and a client for it. */
export interface Table<Client extends TableClient = TableClient> {
  readonly client: Client;
  readonly name: string;
}
