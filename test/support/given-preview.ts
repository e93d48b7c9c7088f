import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { CallbackName } from '../../functions/openim/catalogue.ts';
import { bodyOf } from './bodies.ts';
import { call, loadFunctions } from './call.ts';
import { runHere } from './commands.ts';
import { emptyDirectory } from './processes.ts';
import { auditTable, policyTable } from './table.ts';

const rulesFor = (section: string) => [
  { kind: 'trim', id: `trim-${section}` },
  { kind: 'terms', id: `rude-${section}`, terms: ['spam'] },
];

/** A policy with rules that refuse and that change. */
export const NAMES = {
  nickName: rulesFor('nick'),
  groupName: rulesFor('group'),
  ex: [{ kind: 'json', id: 'data' }],
};

/** The first argument of a command that takes the directory of its file. */
export const WHOLE_DIRECTORY = '(its directory)';

/** Tables, a function that sends callbacks to record, one that puts a record, and the command on files of a directory. */
export async function givenPreview() {
  const table = await auditTable();
  await policyTable(table);
  const functions = await loadFunctions(table.endpoint);
  const directory = await emptyDirectory();
  const write = async (name: string, content: unknown) => {
    const path = join(directory, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
    return path;
  };
  const policy = async (command: string, content: unknown, ...args: string[]) => {
    const file = await write('policy.json', content);
    const path = args[0] === WHOLE_DIRECTORY ? directory : file;
    const rest = args.filter((arg) => arg !== WHOLE_DIRECTORY);
    return runHere(['policy', command, path, ...rest], { AWS_ENDPOINT_URL_DYNAMODB: table.endpoint });
  };
  const send = (name: CallbackName, fields: object, receivedAt = new Date().toISOString()) =>
    call(functions, name, { body: { ...bodyOf(name), ...fields }, receivedAt });
  const put = (fields: Record<string, unknown>) => {
    const receivedAt = new Date().toISOString();
    const [command, event] = [
      'callbackBeforeSetGroupMemberInfoCommand',
      { groupID: 'g', userID: 'u', nickName: 'spam' },
    ];
    const keys = { receivedAt, dayShard: `${receivedAt.slice(0, 10)}#0`, groupID: 'g' };
    const record = { ...keys, command, outcome: 'allowed', event, sourceIP: '127.0.0.1', requestID: 'r', ...fields };
    const Item = marshall(record, { removeUndefinedValues: true });
    return table.client.send(new PutItemCommand({ TableName: table.name, Item }));
  };
  const previewWeek = async (content: unknown, ...args: string[]) => {
    const { code, stdout, stderr } = await policy('preview', content, ...args);
    if (code !== 0) throw new Error(stderr);
    return stdout;
  };
  /** Reads a day. The time that is the default takes eighty requests. */
  const preview = (content: unknown, ...args: string[]) => previewWeek(content, '--since', '1h', ...args);
  return { write, policy, preview, previewWeek, send, put };
}
