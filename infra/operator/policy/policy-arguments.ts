import { parseArgs } from 'node:util';
import * as v from 'valibot';
import { ALL_GROUPS } from '../../../functions/policy/stored-policy.ts';
import { refuseWhatNpmTook, UsageError, valued } from '../../cli/command.ts';
import type { InAws } from '../open-tables.ts';

export const POLICY_USAGE = `npm run policy -- COMMAND

  show [--group ID] [--version N]            the policy in force, or an older version
  set FILE [--group ID]                      puts a new version in force
  remove --group ID                          removes a group's policy, so that the policy for all applies
  history [--group ID]                       all versions, newest first
  try FILE '{"nickName":"…"}'                the file's verdict on one request, rule by rule
  preview FILE [--since 7d] [--group ID]     the file's verdicts on recorded requests

Without --group, commands use the policy for all groups. On AWS:

  --table NAME          the stack's PolicyTableName
  --audit-table NAME    the stack's AuditTableName, for preview
  --region REGION       the stack's region
`;

const COMMANDS = ['show', 'set', 'remove', 'history', 'try', 'preview'] as const;

/** What each command takes beside its options. */
const OPERANDS: Record<(typeof COMMANDS)[number], readonly string[]> = {
  show: [],
  set: ['FILE'],
  remove: [],
  history: [],
  try: ['FILE', 'REQUEST'],
  preview: ['FILE'],
};

/** The options that each command takes. */
const TAKEN: Record<(typeof COMMANDS)[number], readonly string[]> = {
  show: ['group', 'version', 'table', 'region'],
  set: ['group', 'table', 'region'],
  remove: ['group', 'table', 'region'],
  history: ['group', 'table', 'region'],
  try: [],
  preview: ['since', 'group', 'table', 'audit-table', 'region'],
};

const OPTIONS = {
  group: { type: 'string' },
  version: { type: 'string' },
  since: { type: 'string' },
  table: { type: 'string' },
  'audit-table': { type: 'string' },
  region: { type: 'string' },
  help: { type: 'boolean' },
} as const;

const named = v.pipe(v.string(), v.nonEmpty('needs a name'));

const Values = v.object({
  group: v.optional(v.pipe(v.string(), v.nonEmpty('needs an ID'))),
  version: v.optional(
    v.pipe(v.string(), v.regex(/^[1-9]\d{0,8}$/, 'must be a whole number of at least 1'), v.transform(Number)),
  ),
  since: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^[1-9]\d{0,2}d$/, 'must be a number of days from 1d to 999d'),
      v.transform((days) => Number.parseInt(days, 10)),
    ),
    '7d',
  ),
  table: v.optional(named),
  'audit-table': v.optional(named),
  region: v.optional(named),
});

export interface PolicyArguments {
  readonly command: (typeof COMMANDS)[number];
  readonly operands: readonly string[];
  /** `*`, or a group's ID. */
  readonly scope: string;
  readonly version?: number | undefined;
  readonly sinceDays: number;
  readonly inAws: InAws;
}

/**
 * @returns undefined when help was asked for
 * @throws {UsageError} also what parseArgs throws for an unknown option
 */
export function parsePolicyArguments(args: string[], env: NodeJS.ProcessEnv): PolicyArguments | undefined {
  refuseWhatNpmTook('run policy', valued(OPTIONS), args, env);
  const { values, positionals } = parseArgs({ args, options: OPTIONS, allowPositionals: true });
  if (values.help || args.length === 0) return undefined;
  const [word, ...operands] = positionals;
  const command = COMMANDS.find((known) => known === word);
  if (!command)
    throw new UsageError(
      `${word ? `Unknown command ${word}` : 'The command is missing'}. Use one of ${COMMANDS.join(', ')}.`,
    );
  const other = Object.keys(values).find((name) => !TAKEN[command].includes(name));
  if (other !== undefined) throw new UsageError(`${command} does not take --${other}. See --help.`);
  const wanted = OPERANDS[command];
  if (operands.length !== wanted.length)
    throw new UsageError(`Wrong number of arguments. Use: npm run policy -- ${[command, ...wanted].join(' ')}`);
  const result = v.safeParse(Values, values);
  if (!result.success) {
    throw new UsageError(result.issues.map((issue) => `--${v.getDotPath(issue)} ${issue.message}.`).join(' '));
  }
  const { group, version, since, table, region, 'audit-table': auditTable } = result.output;
  if (region !== undefined && table === undefined && auditTable === undefined)
    throw new UsageError('--region works only with --table. Add --table NAME.');
  if (command === 'remove' && group === undefined)
    throw new UsageError('remove needs --group ID. To have no rules for all groups, set a file with {}.');
  if (command === 'preview' && table !== undefined && auditTable === undefined) {
    throw new UsageError('preview also needs the audit table. Add --audit-table NAME.');
  }
  return {
    command,
    operands,
    scope: group ?? ALL_GROUPS,
    version,
    sinceDays: since,
    inAws: { policyTable: table, auditTable, region },
  };
}
