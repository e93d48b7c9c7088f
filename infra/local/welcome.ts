import type { AddressInfo } from 'node:net';
import { DEFAULT_DIRECTORY, type LocalSettings } from './local-settings.ts';
import { LOCAL_AUDIT_TABLE } from './table-definitions.ts';

const SAMPLE_BODY =
  '{"callbackCommand":"callbackAfterJoinGroupCommand","groupID":"3264894561","inviterUserID":"7421360985","joinSource":3}';

/** Returns the text of `npm start`: the address, the command that tells OpenIM, and a first callback to send. */
export function welcome(settings: LocalSettings, port: AddressInfo['port']): string {
  const { host, isOpen, ownOnly, allowedCidrs, databaseEndpoint, dataDirectory } = settings;
  const isEverywhere = host === '0.0.0.0' || host === '::';
  const name = isEverywhere ? 'HOST' : host.includes(':') ? `[${host}]` : host;
  const address = `http://${isOpen ? '' : 'openim:TOKEN@'}${name}:${port}/callbackExample`;
  const access = isOpen
    ? 'Anyone on this machine may call. Set WEBHOOK_TOKEN_HASHES to ask for a token.'
    : `Callers must present a token. Put it in place of TOKEN${isEverywhere ? ', and the name of this machine in place of HOST' : ''}.`;
  const only = allowedCidrs.length > 0 ? `\nOnly addresses of ALLOWED_CIDRS may call.` : '';
  return `Taking OpenIM's callbacks on ${address}
${access}${only}
Records are kept in ${databaseEndpoint ?? dataDirectory}

Make OpenIM call this address, by its configuration file. In containers use --compose instead of --file:

  npm run webhooks -- --address ${address}${ownOnly ? ' --own-only' : ''} --file OPENIM/config/webhooks.yml

Send a first callback:

  curl -H 'Content-Type: application/json' -H 'Operationid: first' \\
    --data '${SAMPLE_BODY}' \\
    ${address}/callbackAfterJoinGroupCommand

See what was recorded:  ${databaseVariables(settings)}npm run audit

Each callback is shown here as it comes; Ctrl-C ends.
`;
}

/** What a command in another terminal needs to look at the same records. */
function databaseVariables({ databaseEndpoint, dataDirectory, auditTableName }: LocalSettings): string {
  const table = auditTableName === LOCAL_AUDIT_TABLE ? '' : `AUDIT_TABLE_NAME=${shellQuoted(auditTableName)} `;
  if (databaseEndpoint !== undefined) return `AWS_ENDPOINT_URL_DYNAMODB=${shellQuoted(databaseEndpoint)} ${table}`;
  return `${dataDirectory === DEFAULT_DIRECTORY ? '' : `DATA_DIR=${shellQuoted(dataDirectory)} `}${table}`;
}

/** A word of a shell. */
function shellQuoted(text: string): string {
  return /^[\w./:@=,+-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
