import * as v from 'valibot';
import { callbackNamed } from '../../../functions/openim/catalogue.ts';
import { memberDoor } from '../../../functions/policy/doors/member.ts';
import { judge } from '../../../functions/policy/judge.ts';
import { combined } from '../../../functions/policy/policy.ts';
import type { CliCommand } from '../../cli/cli-command.ts';
import { type Io, writeLine } from '../../cli/io.ts';
import { UsageError } from '../../cli/usage-error.ts';
import { parseJson, readPolicy } from './policy-file.ts';
import { verdictText } from './policy-texts.ts';

/** `npm run policy -- try FILE REQUEST`. */
export function defineTry(command: CliCommand, { stdout }: Io): void {
  command
    .description("Shows a file's verdict on one request, rule by rule.")
    .argument('<FILE>', 'the policy, in JSON')
    .argument('<REQUEST>', `the request, such as '{"nickName":"…"}'`)
    .action(async (file: string, request: string) => {
      const document = { ...(await readPolicy(file)), mode: 'enforce' as const };
      const values = memberDoor.valuesOf(parseRequest(request), callbackNamed('before-set-group-member-info'));
      writeLine(stdout, verdictText(judge(values, 'member', combined({ document, lists: new Map() }))));
    });
}

const Text = v.nullish(v.string('must be a string'));
const TriedRequest = v.pipe(
  v.strictObject(
    { nickName: Text, faceURL: Text, roleLevel: v.nullish(v.number('must be a number')), ex: Text },
    'must be an object',
  ),
  v.transform((request) => Object.fromEntries(Object.entries(request).filter(([, value]) => value !== null))),
);

function parseRequest(text: string): Readonly<Record<string, unknown>> {
  const input = parseJson(text, 'The request');
  const parsed = v.safeParse(TriedRequest, Array.isArray(input) ? undefined : input);
  if (parsed.success) return parsed.output;
  const mistakes = parsed.issues.map((issue) =>
    issue.expected === 'never'
      ? `unknown field ${v.getDotPath(issue)}`
      : `${v.getDotPath(issue) ?? 'it'} ${issue.message}`,
  );
  throw new UsageError(`The request is not valid: ${mistakes.join('; ')}. Use nickName, faceURL, roleLevel and ex.`);
}
