/**
 * Replaces the SDK's commands in bundles without its client of DynamoDB. The functions' client reads no more of a command than its
 * operation and its input. A bundle cannot be made while a command is missing here.
 */
const commandOf = (operation: string) =>
  class {
    /** Has the operation where the SDK's schemas have it. */
    readonly schema: readonly unknown[] = [9, 'com.amazonaws.dynamodb', operation];
    readonly input: object;

    constructor(input: object) {
      this.input = input;
    }
  };

export const BatchGetItemCommand = /* @__PURE__ */ commandOf('BatchGetItem');
export const GetItemCommand = /* @__PURE__ */ commandOf('GetItem');
export const PutItemCommand = /* @__PURE__ */ commandOf('PutItem');
export const QueryCommand = /* @__PURE__ */ commandOf('Query');
export const UpdateItemCommand = /* @__PURE__ */ commandOf('UpdateItem');

export { DynamoDBClient } from './no-client.ts';
