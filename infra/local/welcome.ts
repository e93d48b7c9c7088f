import type { AddressInfo } from 'node:net';
import { catalogue } from '../../functions/openim/catalogue.ts';
import { DEFAULT_DIRECTORY, type LocalSettings } from './settings.ts';

/** Switches of OpenIM's `config/webhooks.yml` for the callbacks that we take: their names, in its spelling. */
const SWITCHES = catalogue.map(({ name }) => name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase()));

const SAMPLE_BODY =
  '{"callbackCommand":"callbackAfterJoinGroupCommand","groupID":"3264894561","inviterUserID":"7421360985","joinSource":3}';

/** What `npm start` says: the address, the lines for OpenIM, and how to send a first callback. */
export function welcome(settings: LocalSettings, port: AddressInfo['port']): string {
  const { host, isOpen, databaseEndpoint, dataDirectory } = settings;
  const isEverywhere = host === '0.0.0.0' || host === '::';
  const name = isEverywhere ? 'HOST' : host.includes(':') ? `[${host}]` : host;
  const address = `http://${isOpen ? '' : 'openim:TOKEN@'}${name}:${port}/callbackExample`;
  const access = isOpen
    ? 'Anyone on this machine may call. Set WEBHOOK_TOKEN_HASHES to ask for a token.'
    : 'Callers must present a token; put it in the place of TOKEN.';
  return `Taking OpenIM's callbacks on ${address}
${access}
Records are kept in ${databaseEndpoint ?? dataDirectory}

Put this into OpenIM's config/webhooks.yml:

  url: ${address}
${SWITCHES.map((name) => `  ${name}:\n    enable: true\n    timeout: 5`).join('\n')}

Send a first callback:

  curl -H 'Content-Type: application/json' -H 'Operationid: first' \\
    --data '${SAMPLE_BODY}' \\
    ${address}/callbackAfterJoinGroupCommand

See what was recorded:  ${sameDatabase(settings)}npm run audit

Each callback is shown here as it comes; Ctrl-C ends.
`;
}

/** What a command in another terminal needs to look at the same records. */
function sameDatabase({ databaseEndpoint, dataDirectory }: LocalSettings): string {
  if (databaseEndpoint !== undefined) return `AWS_ENDPOINT_URL_DYNAMODB=${databaseEndpoint} `;
  return dataDirectory === DEFAULT_DIRECTORY ? '' : `DATA_DIR=${dataDirectory} `;
}
