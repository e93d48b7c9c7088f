import { expect, it } from 'vitest';
import { authenticationProblem, isRelay } from '../../../functions/callback/authenticate.ts';
import { bodyOf } from '../../support/bodies.ts';
import { loadFunctions } from '../../support/call.ts';
import { deliver, deliverBatch, relayed } from '../../support/deliveries.ts';
import { basic, sha256, TOKEN } from '../../support/proxy-event.ts';
import { auditTable, everyRecord } from '../../support/table.ts';

const OF_RELAY = 'a-token-of-a-relay';
const NEXT_OF_RELAY = 'the-next-token-of-a-relay';
const hashesOf = (...tokens: string[]) => tokens.map((token) => Buffer.from(sha256(token), 'hex'));

const both = { tokenHashes: hashesOf(TOKEN), relayTokenHashes: hashesOf(OF_RELAY, NEXT_OF_RELAY) };
const relaysOnly = { tokenHashes: [], relayTokenHashes: hashesOf(OF_RELAY) };
const none = { tokenHashes: [], relayTokenHashes: [] };

it.each([
  { tokens: both, user: 'relay', token: OF_RELAY, isAccepted: true, countsAsRelay: true },
  { tokens: both, user: 'relay', token: NEXT_OF_RELAY, isAccepted: true, countsAsRelay: true },
  { tokens: both, user: 'relay', token: TOKEN, isAccepted: false },
  { tokens: both, user: 'openim', token: TOKEN, isAccepted: true, countsAsRelay: false },
  { tokens: both, user: 'openim', token: OF_RELAY, isAccepted: false },
  { tokens: both, user: 'Relay', token: OF_RELAY, isAccepted: false },
  { tokens: both, user: 'relay', token: '', isAccepted: false },
  { tokens: relaysOnly, user: 'relay', token: OF_RELAY, isAccepted: true, countsAsRelay: true },
  { tokens: relaysOnly, user: 'openim', token: OF_RELAY, isAccepted: false },
  { tokens: relaysOnly, user: 'openim', token: '', isAccepted: false },
  {
    tokens: { ...none, tokenHashes: hashesOf(TOKEN) },
    user: 'relay',
    token: TOKEN,
    isAccepted: true,
    countsAsRelay: true,
  },
  { tokens: none, user: 'relay', token: OF_RELAY, isAccepted: true, countsAsRelay: false },
])(
  'a relay needs a token of its own where there are such tokens: $user:$token',
  ({ tokens, user, token, isAccepted, countsAsRelay }) => {
    const request = { headers: { authorization: basic(token, user) } };

    expect(authenticationProblem(request, tokens)).toBe(isAccepted ? undefined : 'notAuthenticated');
    if (isAccepted) expect(isRelay(request, tokens)).toBe(countsAsRelay);
  },
);

it("records nothing of a caller that has OpenIM's token and pretends to be a relay", async () => {
  const table = await auditTable();
  const functions = await loadFunctions(table.endpoint, { WEBHOOK_RELAY_TOKEN_HASHES: sha256(OF_RELAY) });
  const request = relayed(bodyOf('after-join-group'));
  const pretending = { headers: { Authorization: basic(TOKEN, 'relay') } };
  const own = { headers: { Authorization: basic(OF_RELAY, 'relay') } };

  expect(await deliver(functions, request, pretending)).toMatchObject({ status: 401 });
  expect(await deliverBatch(functions, [request], pretending)).toMatchObject({ status: 401 });
  expect(await everyRecord(table)).toEqual([]);

  expect(await deliver(functions, request, own)).toMatchObject({ status: 200 });
  expect(await deliverBatch(functions, [request], own)).toMatchObject({ results: [{ status: 'again' }] });
  expect(await everyRecord(table)).toMatchObject([{ relay: { id: request.id } }]);
});
