import { DeleteTableCommand } from '@aws-sdk/client-dynamodb';
import type { Context } from 'aws-lambda';
import { createRuntime } from '../../functions/callback/runtime.ts';
import { startDynamoDB } from '../../infra/local/dynamodb.ts';
import { loadFunctions } from '../../infra/local/functions.ts';
import { createAuditTable } from '../../infra/local/table-definitions.ts';
import type { FunctionName } from '../../infra/routes.ts';
import { functionEnvironment } from '../support/environment.ts';
import { decodeAsGo } from '../support/go.ts';
import { proxyEventOf } from '../support/proxy-event.ts';
import { clientOf } from '../support/table.ts';
import { mutated, randomFrom } from './mutate.ts';
import { notReadBack, type Sent } from './read-back.ts';

const CONCURRENCY = 8;

/** Bodies that the table holds at a time. */
const BATCH = 2_000;

interface Target {
  readonly name: FunctionName;
  readonly path: string;
  readonly pathParameters?: Record<string, string>;
  readonly query?: Record<string, string>;
}

const OTHER = 'callbackBeforeInviteJoinGroupCommand';

const TARGETS: readonly Target[] = [
  { name: 'after-join-group', path: '/callbackAfterJoinGroupCommand' },
  { name: 'after-dismiss-group', path: '/callbackAfterDisMissGroupCommand' },
  { name: 'after-set-group-info-ex', path: '/callbackAfterSetGroupInfoExCommand' },
  { name: 'before-set-group-member-info', path: '/callbackBeforeSetGroupMemberInfoCommand' },
  { name: 'before-user-register', path: '/callbackBeforeUserRegisterCommand' },
  { name: 'before-create-group', path: '/callbackBeforeCreateGroupCommand' },
  { name: 'before-set-group-info', path: '/callbackBeforeSetGroupInfoCommand' },
  { name: 'by-query-command', path: '/', query: { command: 'callbackAfterJoinGroupCommand' } },
  { name: 'other-callback', path: `/${OTHER}`, pathParameters: { command: OTHER } },
];

const RECEIVED_AT = '2026-03-04T05:06:07.089Z';

/**
 * Sends mutated bodies to every function. Each must be answered in the envelope, put into the table to the byte, and shown by the
 * audit command.
 *
 * @returns what went wrong, with the seed and the body that show it
 */
export async function fuzz(bodies: number, seed: number, onProgress: (done: number) => void): Promise<string[]> {
  const database = await startDynamoDB();
  const client = clientOf(database.endpoint);
  const functions = await loadFunctions(createRuntime(functionEnvironment(database.endpoint)));
  const random = randomFrom(seed);
  const wrong: string[] = [];
  for (let done = 0; done < bodies && wrong.length < 20; done += BATCH) {
    const batch = Array.from({ length: Math.min(BATCH, bodies - done) }, (_, index) => ({
      requestID: `${seed}-${done + index}`,
      body: mutated(random),
      target: TARGETS[(done + index) % TARGETS.length] as Target,
    }));
    const table = await createAuditTable(client);
    let next = 0;
    const worker = async () => {
      while (next < batch.length) {
        const { requestID, body, target } = batch[next] as (typeof batch)[0];
        next += 1;
        const { name, ...where } = target;
        const event = proxyEventOf({ ...where, body, requestID, receivedAt: RECEIVED_AT });
        const result = await functions.get(name)?.(event, {} as Context);
        const mistake = mistakeOf(result?.statusCode, result?.body ?? '');
        if (mistake) wrong.push(`${requestID} ${name}: ${mistake}: ${body.toString('base64')}`);
      }
    };
    await Promise.all(Array.from({ length: CONCURRENCY }, worker));
    wrong.push(...(await notReadBack(table, RECEIVED_AT.slice(0, 10), batch satisfies Sent[])));
    await client.send(new DeleteTableCommand({ TableName: table.name }));
    onProgress(Math.min(bodies, done + BATCH));
  }
  client.destroy();
  await database.close();
  return wrong;
}

function mistakeOf(status: number | undefined, body: string): string | undefined {
  if (status !== 200 && status !== 400) return `status ${status}`;
  try {
    const { errCode } = decodeAsGo(body);
    return (errCode === 0) === (status === 200) ? undefined : `status ${status} with ${errCode}`;
  } catch (error) {
    return `no envelope (${error}): ${body}`;
  }
}
