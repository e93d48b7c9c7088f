import { randomBytes } from 'node:crypto';
import type { Answer } from '../../../functions/openim/answer.ts';
import { problems } from '../../../functions/openim/problems.ts';
import { isLoopback } from '../webhooks/webhooks-address.ts';
import type { Caller } from './caller.ts';
import { type Check, fail, ok, warn } from './check.ts';
import { isMistake, readAnswer } from './read-answer.ts';
import type { TestEvent } from './test-events.ts';

/** Checks that the token of the address is accepted. A failure makes all further calls pointless. */
export async function checkToken(caller: Caller, address: string, { wireName, body }: TestEvent): Promise<Check> {
  const sent = await caller.send(`/${wireName}`, body);
  const read = readAnswer(sent);
  if (isMistake(read)) return fail('answer', read.says, read.todo);
  const hasToken = new URL(address).password !== '';
  if (!isRefusedCaller(read)) return ok('token', hasToken ? 'is accepted' : 'is not needed');
  if ('status' in sent && sent.status === 403)
    return fail(
      'token',
      'the receiver does not accept calls from this machine',
      "Run the doctor on OpenIM's machine, or add this machine to ALLOWED_CIDRS (on AWS allowedCidrs).",
    );
  return hasToken
    ? fail(
        'token',
        'the receiver does not accept the token of the address',
        'Compare it with the hash of the receiver: npm run token -- --verify TOKEN HASH',
      )
    : fail(
        'token',
        'the receiver requires a token, and the address has none',
        'Put it into the address, as in http://openim:TOKEN@HOST:10006/callbackExample.',
      );
}

/** Checks that a caller with a wrong token is refused. */
export async function checkWrongToken(caller: Caller, address: string, event: TestEvent): Promise<Check> {
  const name = 'wrong token';
  const read = readAnswer(await caller.send(`/${event.wireName}`, event.body, randomBytes(16).toString('base64url')));
  if (isMistake(read)) return fail(name, read.says, read.todo);
  if (isRefusedCaller(read) && read.nextCode === 1) return ok(name, 'is refused');
  const says = 'is accepted, as every caller is';
  const todo = 'Set WEBHOOK_TOKEN_HASHES to the hash that npm run token prints, and restart the receiver.';
  if (!isLoopback(address)) return fail(name, says, todo);
  return new URL(address).password === ''
    ? ok(name, 'every caller is accepted, as it should be where only this machine can call')
    : warn(name, says, todo);
}

function isRefusedCaller({ errCode }: Answer): boolean {
  return errCode === problems.notAuthenticated.errCode || errCode === problems.forbiddenOrigin.errCode;
}
