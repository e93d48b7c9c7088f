import type { IncomingHttpHeaders } from 'node:http';
import { replayedEvent } from '../../../functions/callback/replay-mark.ts';
import { isMarkedAsTest } from '../../../functions/callback/test-mark.ts';
import { REPLAY_HEADER } from '../../../functions/openim/mark-headers.ts';
import type { NewRequest } from '../spool/spooled.ts';

/**
 * Limits of what a sender can write into the request line and headers of a delivery. API Gateway takes 10,240 bytes of both, of which
 * the answers of other servers can have 4,096, and the rest is the relay's own. Source: AWS, "Quotas for configuring and running a
 * REST API".
 */
const MAX_PATH_LENGTH = 2_048;
const MAX_OPERATION_ID_LENGTH = 1_024;
const MAX_CONTENT_TYPE_LENGTH = 256;

/** Limit of the reason of a verdict, whose characters take six bytes at most. */
export const MAX_REASON_LENGTH = 250;

export type KeptHeaders = Pick<NewRequest, 'path' | 'operationID' | 'contentType' | 'isTest' | 'replayOf' | 'leftOut'>;

/**
 * Returns what is kept of a request line and of headers. Too long parts are left out, because a gateway rejects a request whose headers
 * are too large, and the callback would never be recorded.
 *
 * @param path path and query of the callback
 */
export function keptHeadersOf(path: string, headers: IncomingHttpHeaders): KeptHeaders {
  const { operationid, 'content-type': type = '' } = headers;
  const operationID = typeof operationid === 'string' ? operationid : undefined;
  const mediaType = type.split(';', 1)[0] ?? '';
  const contentType = [type, mediaType].find((each) => each !== '' && each.length <= MAX_CONTENT_TYPE_LENGTH);
  const leftOut = [
    ...(path.length > MAX_PATH_LENGTH ? ['query'] : []),
    ...(operationID !== undefined && operationID.length > MAX_OPERATION_ID_LENGTH ? ['operationid'] : []),
    ...(type.length > MAX_CONTENT_TYPE_LENGTH ? ['content-type'] : []),
  ];
  return {
    path: path.length > MAX_PATH_LENGTH ? withoutQuery(path) : path,
    ...(operationID !== undefined && operationID.length <= MAX_OPERATION_ID_LENGTH && { operationID }),
    ...(contentType !== undefined && { contentType }),
    ...marksIn(headers),
    ...(leftOut.length > 0 && { leftOut: leftOut.join(', ') }),
  };
}

/** Old servers have the command in the query. */
function withoutQuery(path: string): string {
  const [segment = '/', query] = path.split(/\?(.*)/s);
  const command = new URLSearchParams(query).getAll('command').at(-1) ?? '';
  return segment === '/' ? `/?command=${encodeURIComponent(command)}` : segment;
}

function marksIn(headers: IncomingHttpHeaders): Pick<NewRequest, 'isTest' | 'replayOf'> {
  const { [REPLAY_HEADER.toLowerCase()]: replay } = headers;
  const replayOf = typeof replay === 'string' ? replayedEvent(replay) : undefined;
  // Node joins headers that come twice. Only Set-Cookie, which no request has, is a list.
  const isTest = isMarkedAsTest({ headers: headers as Record<string, string | undefined> });
  return { ...(isTest && { isTest }), ...(replayOf !== undefined && { replayOf }) };
}
