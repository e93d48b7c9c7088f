import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { runCommand, UsageError } from '../../infra/cli/usage-error.ts';
import { GIVEN, isGiven } from '../support/given-dynamodb.ts';

/** `npm run test:dynamodb`: runs the tests of storage with tables in the DynamoDB of the environment. */
await runCommand(async () => {
  if (!isGiven(process.env))
    throw new UsageError(
      "Set DYNAMODB_ENDPOINT to the address of a DynamoDB, such as http://127.0.0.1:8000, or only AWS_REGION and credentials for Amazon's own.",
    );
  const argv = ['node_modules/vitest/vitest.mjs', 'run', '--project', 'dynamodb', ...process.argv.slice(2)];
  const child = spawn(process.execPath, argv, { stdio: 'inherit', env: { ...process.env, [GIVEN]: 'true' } });
  const [code] = await once(child, 'exit');
  process.exitCode = code ?? 1;
});
