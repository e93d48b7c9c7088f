import type { AddressInfo } from 'node:net';
import { DEFAULT_DIRECTORY, type LocalSettings } from './local-settings.ts';
import { LOCAL_AUDIT_TABLE } from './table-definitions.ts';

const SAMPLE_BODY =
  '{"callbackCommand":"callbackAfterJoinGroupCommand","groupID":"3264894561","inviterUserID":"7421360985","joinSource":3}';

/**
 * Returns the first output of `npm start`: the address, the command that connects OpenIM, and a callback to try.
 *
 * @param consoleAddress undefined without a console
 */
export function welcome(settings: LocalSettings, port: AddressInfo['port'], consoleAddress?: string): string {
  const { host, isOpen, isForRelays, ownOnly, allowedCidrs, databaseEndpoint, dataDirectory } = settings;
  const isEverywhere = host === '0.0.0.0' || host === '::';
  const name = isEverywhere ? 'HOST' : host.includes(':') ? `[${host}]` : host;
  const user = isForRelays ? 'relay' : 'openim';
  const origin = `http://${isOpen ? '' : `${user}:TOKEN@`}${name}:${port}`;
  const address = `${origin}/callbackExample`;
  const access = isOpen
    ? 'Every process on this machine may send callbacks. Set WEBHOOK_TOKEN_HASHES to require a token.'
    : `Callers must present a token. Replace TOKEN with it${isEverywhere ? ', and HOST with the name of this machine' : ''}.`;
  const only = allowedCidrs.length > 0 ? `\nOnly addresses in ALLOWED_CIDRS may send callbacks.` : '';
  return `Listening for OpenIM's callbacks on ${address}
${access}${only}
Records are stored in ${databaseEndpoint ?? dataDirectory}

${isForRelays ? relayCommand(origin) : openimCommand(address, ownOnly)}

Send a test callback:

  curl -H 'Content-Type: application/json' -H 'Operationid: first' \\
    --data '${SAMPLE_BODY}' \\
    ${address}/callbackAfterJoinGroupCommand

Show the records:  ${databaseVariables(settings)}npm run audit
${consoleAddress === undefined ? '' : `Or in a browser:   ${consoleAddress}\n`}
Each callback prints a line here. Ctrl-C ends the receiver.
`;
}

function openimCommand(address: string, ownOnly: boolean): string {
  return `Connect OpenIM by its configuration file. The command shows the changes, and makes them with --write.
For containers, use --compose instead of --file:

  npm run webhooks -- --address ${address}${ownOnly ? ' --own-only' : ''} --file OPENIM/config/webhooks.yml`;
}

function relayCommand(origin: string): string {
  return `Only relays have a token. Start one beside OpenIM, and connect OpenIM with the relay:

  RELAY_TO=${origin} npm run relay`;
}

/** Returns the variables that a command in another terminal needs for the same records. */
function databaseVariables({ databaseEndpoint, dataDirectory, auditTableName }: LocalSettings): string {
  const table = auditTableName === LOCAL_AUDIT_TABLE ? '' : `AUDIT_TABLE_NAME=${shellQuoted(auditTableName)} `;
  if (databaseEndpoint !== undefined) return `AWS_ENDPOINT_URL_DYNAMODB=${shellQuoted(databaseEndpoint)} ${table}`;
  return `${dataDirectory === DEFAULT_DIRECTORY ? '' : `DATA_DIR=${shellQuoted(dataDirectory)} `}${table}`;
}

/** Quotes a word for the shell. */
function shellQuoted(text: string): string {
  return /^[\w./:@=,+-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
