import * as sdk from '@aws-sdk/client-dynamodb';
import { expect, it } from 'vitest';
import * as replaced from '../../../infra/bundle/commands.ts';

type Constructor = new (input: object) => { schema: unknown[]; input: object };

const theirs = new Map(Object.entries(sdk)) as ReadonlyMap<string, unknown>;

it("has the SDK's commands, with the same operation and input", () => {
  for (const [name, Own] of Object.entries(replaced)) {
    if (name === 'DynamoDBClient') continue;
    const [own, expected] = [Own, theirs.get(name)].map((Command) => new (Command as Constructor)({ TableName: 't' }));
    expect(own?.schema.slice(0, 3)).toEqual(expected?.schema.slice(0, 3));
    expect(own?.input).toEqual(expected?.input);
  }
  expect(Object.keys(replaced)).toContain('PutItemCommand');
});
