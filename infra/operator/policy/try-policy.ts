import * as v from 'valibot';
import { DOORS } from '../../../functions/policy/doors/sections.ts';
import { judge } from '../../../functions/policy/judge.ts';
import type { Policy } from '../../../functions/policy/policy.ts';
import type { CliCommand } from '../../cli/cli-command.ts';
import { type Io, writeLine } from '../../cli/io.ts';
import { addOptions, option, readOptions } from '../../cli/options.ts';
import { quoted } from '../../cli/printable.ts';
import { UsageError } from '../../cli/usage-error.ts';
import { withTables } from '../open-tables.ts';
import { forScope, scopeOf, scopeOptions } from './policy-scope.ts';
import { verdictText } from './policy-texts.ts';
import { policyInForce, policyOfFile } from './try-policies.ts';
import { type TriedRequest, triedRequest } from './try-request.ts';

const Options = v.object({
  at: option(v.optional(v.picklist(DOORS, `must be one of ${DOORS.join(', ')}`)), {
    value: 'DOOR',
    description: `one of ${DOORS.join(', ')} (default: member, or the only one with all fields)`,
  }),
  ...scopeOptions,
});

/** `npm run policy -- try FILE REQUEST`, or `try REQUEST` for what is in force. */
export function defineTry(command: CliCommand, { env, stdout, stderr }: Io): void {
  command
    .description(
      'Shows the verdict on one request, rule by rule. A file is judged alone, as if its mode were enforce. Without a file, the policy in force judges.',
    )
    .argument('<FILE|REQUEST>', 'the policy, in JSON; without it, the policy in force for all groups or --group')
    .argument('[REQUEST]', `the request, such as '{"nickName":"…","userID":"…"}'`)
    .action(async (first: string, second: string | undefined) => {
      const { at, ...options } = readOptions(command, Options);
      const { scope, inAws } = scopeOf(options);
      if (second !== undefined) {
        if (options.group !== undefined) throw new UsageError('A file is tried alone. Leave out the file or --group.');
        const policy = await policyOfFile(first, env, inAws);
        return writeLine(stdout, verdictOn(triedRequest(second, at), policy));
      }
      if (!first.trimStart().startsWith('{'))
        throw new UsageError(`${quoted(first)} is not a request. Add one, such as '{"nickName":"…"}'.`);
      const request = triedRequest(first, at);
      await withTables(env, inAws, async ({ policy: table }) => {
        const policy = await policyInForce(table, scope);
        if (!policy.all && !policy.group) writeLine(stderr, `No policy is in force ${forScope(scope)}.`);
        writeLine(stdout, verdictOn(request, policy));
      });
    });
  addOptions(command, Options);
}

function verdictOn({ door, values }: TriedRequest, policy: Policy): string {
  return verdictText(judge(values, door, policy), door);
}
