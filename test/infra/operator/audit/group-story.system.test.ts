import { readFileSync } from 'node:fs';
import { afterAll, expect, it } from 'vitest';
import { list } from '../../../../functions/audit/query.ts';
import { loadFunctions } from '../../../support/call.ts';
import { runHere } from '../../../support/commands.ts';
import { deriveAll } from '../../../support/derive.ts';
import { realRequests, sendCallback } from '../../../support/send-callback.ts';
import { auditTable } from '../../../support/table.ts';

/** Lines of the real bodies, in the order of the story. The server sent the later part of it in another order. */
const STORY = [
  // owner1 makes a group with bob and alice.
  3, 4, 5,
  // dave and erin are invited.
  15, 16,
  // frank applies, and is approved.
  48, 49,
  // carol joins.
  6, 7, 14,
  // erin quits.
  46,
  // dave is kicked.
  43,
  // alice becomes the owner.
  42,
  // alice dismisses the group twice: with its members, then without.
  50, 56,
];

const table = await auditTable(afterAll);
const functions = await loadFunctions(table.endpoint);
const requests = realRequests();
for (const [minute, line] of STORY.entries()) {
  const { path = '', body } = requests[line - 1] ?? {};
  const receivedAt = `2026-03-04T05:${String(minute).padStart(2, '0')}:00.000Z`;
  await sendCallback(functions, path.slice(1), { body, receivedAt });
}
await deriveAll(table);

/** Each command of the story, and what it prints. */
const printed = readFileSync(new URL('./group-story.txt', import.meta.url), 'utf8')
  .split(/^\$ npm run audit -- /m)
  .slice(1)
  .map((block) => {
    const [command = '', ...lines] = block.trimEnd().split('\n');
    return { command, lines };
  });

it.each(printed)('prints the story for $command', async ({ command, lines }) => {
  const argv = ['audit', ...command.split(' ')];

  const { code, stdout } = await runHere(argv, { AWS_ENDPOINT_URL_DYNAMODB: table.endpoint });

  expect({ code, lines: stdout.trimEnd().split('\n') }).toEqual({ code: 0, lines });
});

/** Roles of each person, newest first. */
const ROLES = {
  owner1: ['member', 'old owner', 'owner, member', 'joined', 'member'],
  alice: ['owner', 'owner, member', 'new owner', 'member', 'joined', 'member'],
  bob: ['member', 'member', 'joined', 'member'],
  carol: ['member', 'joined', 'joined', 'applicant'],
  dave: ['kicked', 'joined', 'invited'],
  erin: ['left', 'joined', 'invited'],
  frank: ['member', 'joined', 'applicant'],
  imAdmin: ['member'],
};

it.each(Object.entries(ROLES))('gives %s a role each time', async (id, roles) => {
  const listed = await Array.fromAsync(list(table, { index: 'byUser', id }, 100));

  expect(listed.map(({ role }) => role)).toEqual(roles);
});

it('has printed the part of everyone', () => {
  const commands = ['--group 224202356', ...Object.keys(ROLES).map((id) => `--user ${id}`)];
  expect(printed.map(({ command }) => command)).toEqual(commands);
});
