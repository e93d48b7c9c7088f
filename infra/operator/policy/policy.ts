import * as v from 'valibot';
import type { Table } from '../../../functions/dynamodb/table.ts';
import type { PolicyDocument } from '../../../functions/policy/document.ts';
import { judge, type MemberChange } from '../../../functions/policy/judge.ts';
import { ALL_GROUPS, CURRENT_VERSION_KEY, type StoredPolicy } from '../../../functions/policy/stored-policy.ts';
import { ChangedMeanwhile, putVersion, readVersion, versionsOf } from '../../../functions/policy/versions.ts';
import type { Decision } from '../../../functions/record/decision.ts';
import { endWhenNobodyReads, print, runCommand, UsageError } from '../../cli/command.ts';
import { type Tables, withTables } from '../open-tables.ts';
import { POLICY_USAGE, type PolicyArguments, parsePolicyArguments } from './policy-arguments.ts';
import { parseJson, readPolicy } from './policy-file.ts';
import { mergedWith } from './policy-merged.ts';
import { differences, previewText, verdictText } from './policy-output.ts';
import { preview } from './policy-preview.ts';
import { documentIn } from './policy-stored.ts';

const COMMANDS = { show, set, remove, history, preview: showPreview };

async function show({ policy }: Tables, { scope, version }: PolicyArguments): Promise<void> {
  const stored = await readVersion(policy, scope, version ?? CURRENT_VERSION_KEY);
  if (!stored)
    throw new UsageError(`There is no ${version === undefined ? 'policy' : `version ${version}`} ${forScope(scope)}.`);
  if (stored.document === undefined) return print(`The policy ${forScope(scope)} was removed.`);
  const document = documentIn(stored);
  if (!document)
    throw new UsageError(
      `The stored policy ${forScope(scope)} is not valid. Set it again with: npm run policy -- set FILE`,
    );
  print(JSON.stringify(document, null, 2));
}

async function set({ policy }: Tables, { scope }: PolicyArguments, candidate: PolicyDocument = {}): Promise<void> {
  const before = await readVersion(policy, scope, CURRENT_VERSION_KEY);
  if (before?.document === JSON.stringify(candidate))
    return print(`Nothing changes: version ${before?.currentVersion} stays in force ${forScope(scope)}.`);
  const changes = differences(documentIn(before) ?? {}, candidate);
  const version = await put(policy, scope, candidate);
  print(changes);
  print(`Version ${version} is in force ${forScope(scope)} within 30 seconds.`);
}

async function remove({ policy }: Tables, { scope }: PolicyArguments): Promise<void> {
  const before = await readVersion(policy, scope, CURRENT_VERSION_KEY);
  if (!before?.document) throw new UsageError(`There is no policy ${forScope(scope)}.`);
  const version = await put(policy, scope, undefined);
  print(`Removed in version ${version}. The policy for all groups is in force ${forScope(scope)} within 30 seconds.`);
}

async function history({ policy }: Tables, { scope }: PolicyArguments): Promise<void> {
  const versions = await Array.fromAsync(versionsOf(policy, scope));
  if (versions.length === 0) throw new UsageError(`There has never been a policy ${forScope(scope)}.`);
  const current = (await readVersion(policy, scope, CURRENT_VERSION_KEY))?.currentVersion;
  for (const stored of versions) print(historyLine(stored, stored.version === current));
}

async function showPreview(
  { audit, policy }: Tables,
  { scope, sinceDays }: PolicyArguments,
  candidate: PolicyDocument = {},
): Promise<void> {
  const result = await preview(audit, await mergedWith(policy, scope, candidate), {
    scope,
    days: sinceDays,
    now: new Date(),
    onProgress: (requests, day) => process.stderr.write(`${requests} requests, back to ${day}\n`),
  });
  print(previewText(result, process.stdout.columns));
}

async function tryOut({ operands: [file = '', request = ''] }: PolicyArguments): Promise<void> {
  const policy = { document: { ...(await readPolicy(file)), mode: 'enforce' as const }, version: {} };
  const input = parseJson(request, 'The request');
  const parsed = v.safeParse(TriedRequest, Array.isArray(input) ? undefined : input);
  if (!parsed.success) {
    const mistakes = parsed.issues.map((issue) =>
      issue.expected === 'never'
        ? `unknown field ${v.getDotPath(issue)}`
        : `${v.getDotPath(issue) ?? 'it'} ${issue.message}`,
    );
    throw new UsageError(`The request is not valid: ${mistakes.join('; ')}. Use nickName, faceURL, roleLevel and ex.`);
  }
  const decision: Decision = judge(parsed.output as MemberChange, policy);
  print(verdictText(decision));
}

const Text = v.nullish(v.string('must be a string'));
const TriedRequest = v.pipe(
  v.strictObject(
    { nickName: Text, faceURL: Text, roleLevel: v.nullish(v.number('must be a number')), ex: Text },
    'must be an object',
  ),
  v.transform((request) => Object.fromEntries(Object.entries(request).filter(([, value]) => value !== null))),
);

async function put(table: Table, scope: string, document: PolicyDocument | undefined): Promise<number> {
  try {
    return await putVersion(table, scope, document, new Date().toISOString());
  } catch (error) {
    if (!(error instanceof ChangedMeanwhile)) throw error;
    throw new UsageError('Someone else changed this policy at the same time. Check it with show, and try again.');
  }
}

function historyLine({ version, changedAt, document }: StoredPolicy, isCurrent: boolean): string {
  return `${isCurrent ? '*' : ' '} ${String(version).padStart(4)}  ${changedAt}  ${document ? `${document.length} characters` : 'removed'}`;
}

function forScope(scope: string): string {
  return scope === ALL_GROUPS ? 'for all groups' : `for group ${scope}`;
}

/** `npm run policy`: what members may call themselves, decided without a deploy. */
await runCommand(async () => {
  endWhenNobodyReads();
  const args = parsePolicyArguments(process.argv.slice(2), process.env);
  if (!args) return print(POLICY_USAGE);
  if (args.command === 'try') return tryOut(args);
  const candidate = args.operands[0] === undefined ? undefined : await readPolicy(args.operands[0]);
  await withTables(process.env, args.inAws, (tables) =>
    COMMANDS[args.command as keyof typeof COMMANDS](tables, args, candidate),
  );
});
