import { parseArgs } from 'node:util';
import * as v from 'valibot';
import type { AuditQuery } from '../../../functions/audit/query.ts';
import { refuseWhatNpmTook, UsageError, valued } from '../../cli/command.ts';
import type { InAws } from '../open-tables.ts';

export const AUDIT_USAGE = `npm run audit -- [--group ID | --user ID | --operation ID] [--day YYYY-MM-DD] [--limit N] [--json]

Shows recorded callbacks, newest first. Choose a group, a user (the member, or the owner of a dismissed group), an
operation or a day (UTC). The default is today.

  --limit N   maximum number of records (default: 50)
  --json      one JSON object a line, with the record's own field names

npm run audit -- restore FILE

Restores records that could only be written to a log (lines with "restore:").

On AWS: --table NAME (the stack's AuditTableName) and --region REGION.
`;

const OPTIONS = {
  group: { type: 'string' },
  user: { type: 'string' },
  operation: { type: 'string' },
  day: { type: 'string' },
  limit: { type: 'string' },
  table: { type: 'string' },
  region: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean' },
} as const;

const Id = v.optional(v.pipe(v.string(), v.nonEmpty('needs an ID')));
const named = v.pipe(v.string(), v.nonEmpty('needs a name'));
const isDay = (day: string) => new Date(`${day}T00:00Z`).toJSON()?.slice(0, 10) === day;

const Arguments = v.object({
  group: Id,
  user: Id,
  operation: Id,
  day: v.optional(v.pipe(v.string(), v.check(isDay, 'must be a day in the form YYYY-MM-DD'))),
  limit: v.optional(
    v.pipe(v.string(), v.regex(/^[1-9]\d{0,8}$/, 'must be a whole number of at least 1'), v.transform(Number)),
    '50',
  ),
  table: v.optional(named),
  region: v.optional(named),
  json: v.optional(v.boolean(), false),
  help: v.optional(v.boolean(), false),
});

export interface AuditArguments {
  readonly wanted: AuditQuery;
  readonly limit: number;
  readonly json: boolean;
  readonly help: boolean;
  /** A log whose records are put into the table, instead of showing any. */
  readonly restoreFile: string | undefined;
  readonly inAws: InAws;
}

/** @throws {UsageError} also what parseArgs throws for an unknown option */
export function parseAuditArguments(args: string[], now: Date, env: NodeJS.ProcessEnv): AuditArguments {
  refuseWhatNpmTook('run audit', valued(OPTIONS), args, env);
  const { values, positionals } = parseArgs({ args, options: OPTIONS, allowPositionals: true });
  const restoreFile = restoreFileOf(positionals);
  const result = v.safeParse(Arguments, values);
  if (!result.success) {
    throw new UsageError(result.issues.map((issue) => `--${v.getDotPath(issue)} ${issue.message}.`).join(' '));
  }
  const { group, user, operation, day, table, region, ...rest } = result.output;
  const found = (
    [
      ['byGroup', group],
      ['byUser', user],
      ['byOperation', operation],
    ] as const
  ).flatMap(([index, id]) => (id === undefined ? [] : { index, id, day }));
  if (region !== undefined && table === undefined)
    throw new UsageError('--region works only with --table. Add --table NAME.');
  if (found.length > 1)
    throw new UsageError('--group, --user and --operation exclude each other. Give only one of them.');
  return {
    ...rest,
    restoreFile,
    inAws: { auditTable: table, region },
    wanted: found[0] ?? { index: 'byDay', day: day ?? now.toISOString().slice(0, 10) },
  };
}

function restoreFileOf([word, file, ...rest]: readonly string[]): string | undefined {
  if (word === undefined) return undefined;
  if (word !== 'restore') throw new UsageError(`Unknown command ${word}. Use options, or restore FILE.`);
  if (file === undefined || rest.length > 0)
    throw new UsageError('restore needs one file. Use: npm run audit -- restore FILE');
  return file;
}
