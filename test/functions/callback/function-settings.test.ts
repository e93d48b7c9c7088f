import { expect, it } from 'vitest';
import { parseSettings } from '../../../functions/callback/function-settings.ts';
import { sha256 } from '../../support/proxy-event.ts';

const VALID = { AUDIT_TABLE_NAME: 'audit', WEBHOOK_TOKEN_HASHES: sha256('token') };

it('refuses failures by default', () => {
  expect(parseSettings(VALID).failureVerdict).toBe('refuse');
  expect(parseSettings({ ...VALID, FAILURE_VERDICT: 'allow' }).failureVerdict).toBe('allow');
});

it('leaves out chat messages unless told otherwise', () => {
  expect(parseSettings(VALID).recordMessages).toBe('envelope');
});

it.each([
  { change: { AUDIT_TABLE_NAME: undefined }, says: 'AUDIT_TABLE_NAME is missing' },
  { change: { AUDIT_TABLE_NAME: '' }, says: 'AUDIT_TABLE_NAME is empty' },
  { change: { WEBHOOK_TOKEN_HASHES: '' }, says: 'WEBHOOK_TOKEN_HASHES is empty' },
  { change: { WEBHOOK_TOKEN_HASHES: ' , ' }, says: 'WEBHOOK_TOKEN_HASHES is empty' },
  { change: { WEBHOOK_TOKEN_HASHES: sha256('x').toUpperCase() }, says: 'WEBHOOK_TOKEN_HASHES must be lower-case' },
  { change: { WEBHOOK_TOKEN_HASHES: 'my-token' }, says: 'WEBHOOK_TOKEN_HASHES must be lower-case' },
  { change: { WEBHOOK_TOKEN_HASHES: sha256('') }, says: 'WEBHOOK_TOKEN_HASHES is the hash of an empty token' },
  {
    change: { WEBHOOK_TOKEN_HASHES: `${sha256('x')},${sha256('x')}` },
    says: 'WEBHOOK_TOKEN_HASHES has the same hash twice',
  },
  {
    change: { WEBHOOK_RELAY_TOKEN_HASHES: 'my-token' },
    says: 'WEBHOOK_RELAY_TOKEN_HASHES must be lower-case',
  },
  {
    change: { WEBHOOK_RELAY_TOKEN_HASHES: `${sha256('x')},${sha256('token')}` },
    says: 'WEBHOOK_RELAY_TOKEN_HASHES has a hash of WEBHOOK_TOKEN_HASHES',
  },
  { change: { FAILURE_VERDICT: 'ignore' }, says: 'FAILURE_VERDICT must be refuse or allow' },
  { change: { RECORD_MESSAGES: 'all' }, says: 'RECORD_MESSAGES must be none, envelope or whole' },
  { change: { ALLOW_UNAUTHENTICATED: 'yes' }, says: 'ALLOW_UNAUTHENTICATED must be true or false' },
])('stops with the name of the variable: $says', ({ change, says }) => {
  expect(() => parseSettings({ ...VALID, ...change })).toThrow(says);
});

it('names a variable that is not set at all', () => {
  expect(() => parseSettings({})).toThrow('AUDIT_TABLE_NAME is missing');
});

it('needs no other token than that of a relay', () => {
  const env = { AUDIT_TABLE_NAME: 'audit', WEBHOOK_RELAY_TOKEN_HASHES: sha256('x') };
  expect(parseSettings(env)).toMatchObject({ tokenHashes: [], relayTokenHashes: [Buffer.from(sha256('x'), 'hex')] });
});

it('takes everyone only when that is asked for', () => {
  expect(parseSettings({ AUDIT_TABLE_NAME: 'audit', ALLOW_UNAUTHENTICATED: 'true' }).tokenHashes).toEqual([]);
});
