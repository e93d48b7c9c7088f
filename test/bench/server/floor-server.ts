import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { startDatabase } from '../../../infra/local/database.ts';
import { createAuditTable } from '../../../infra/local/table-definitions.ts';
import { clientOf } from '../../support/table.ts';

/** The floor of `npm start`: a bare HTTP server that puts each callback into the same embedded table, and answers. */
const { endpoint, accessKey } = await startDatabase(process.env.DATA_DIR ?? '');
const { client, name } = await createAuditTable(clientOf(endpoint, accessKey));
const ANSWER = '{"actionCode":0,"nextCode":0}';
let sequence = 0;

const server = createServer(async (request, response) => {
  const body = await text(request);
  const { groupID, inviterUserID: userID } = JSON.parse(body);
  const receivedAt = new Date().toISOString();
  const keys = { eventID: `event-${sequence++}`, receivedAt, dayShard: receivedAt.slice(0, 10), groupID, userID };
  const Item = marshall({ ...keys, body });
  const ConditionExpression = 'attribute_not_exists(eventID)';
  await client.send(new PutItemCommand({ TableName: name, Item, ConditionExpression }));
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': ANSWER.length }).end(ANSWER);
});
server.listen(0, '127.0.0.1', () => console.info(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`));
