import { expect, it } from 'vitest';
import { run } from '../support/processes.ts';

it('says in one sentence what to do when no DynamoDB is given', async () => {
  expect(await run('test/dynamodb/main.ts', [])).toEqual({
    code: 2,
    stdout: '',
    stderr:
      "Set DYNAMODB_ENDPOINT to the address of a DynamoDB, such as http://127.0.0.1:8000, or only AWS_REGION and credentials for Amazon's own.\n",
  });
});
