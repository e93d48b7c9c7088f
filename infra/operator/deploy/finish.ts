import type { CloudFormationClient, Stack } from '@aws-sdk/client-cloudformation';
import { counted } from '../../cli/counted.ts';
import { type Io, writeLine } from '../../cli/io.ts';
import { printable } from '../../cli/printable.ts';
import { FailedCheck, Interrupted } from '../../cli/usage-error.ts';
import type { ChangeSet } from './change-set.ts';
import { type Deployed, execute, isSuccess, OutOfSight } from './execute.ts';
import type { Target } from './target.ts';

/**
 * Executes a change set, shows its progress, and says how it ended.
 *
 * @throws {FailedCheck} if CloudFormation did not reach the aim, {Interrupted} after Ctrl-C, and failures of requests to AWS
 */
export async function finish(
  io: Io,
  client: CloudFormationClient,
  target: Pick<Target, 'stack' | 'destroy'>,
  changeSet: ChangeSet,
  signal: AbortSignal,
  pollMs?: number,
): Promise<void> {
  const all = changeSet.changes.filter(({ action }) => action !== 'remove').length;
  const onProgress = (done: number) => writeLine(io.stderr, `${done} of ${counted(all, 'resource')} done.`);
  const deployed = await execute(client, changeSet, onProgress, signal, pollMs).catch((error: Error) => {
    if (error.name !== 'AbortError' && !(error instanceof OutOfSight)) throw error;
    writeLine(
      io.stderr,
      `The deployment of ${target.stack} continues in AWS. Run the command again to see how it ended.`,
    );
    throw error instanceof OutOfSight ? error.cause : new Interrupted();
  });
  if (!isSuccess(deployed)) {
    writeLine(io.stderr, printable(failureText(deployed, target)));
    throw new FailedCheck();
  }
  writeLine(io.stdout, `${target.stack} is deployed.`);
  showOutputs(io, deployed.stack);
}

/** Shows the outputs of a stack: addresses and names that a person needs. */
export function showOutputs({ stdout }: Io, { Outputs = [] }: Stack): void {
  const outputs = Outputs.map(({ OutputKey = '', OutputValue = '' }) => ({
    name: OutputKey,
    value: printable(OutputValue),
  }));
  const width = Math.max(0, ...outputs.map(({ name }) => name.length));
  for (const { name, value } of outputs.sort((a, b) => (a.name < b.name ? -1 : 1)))
    writeLine(stdout, `  ${name.padEnd(width)}  ${value}`);
  const address = outputs.find(({ name }) => name === 'WebhookAddress')?.value;
  if (address === undefined) return;
  writeLine(stdout, '\nMake OpenIM call it. Replace TOKEN with the token that belongs to the hash:\n');
  writeLine(stdout, `  npm run webhooks -- --address ${address} --file OPENIM/config/webhooks.yml --write`);
}

/** Sentence that ends the report of a failed deployment, by the state of the stack. */
const NEXT: ReadonlyMap<string, string> = new Map([
  ['UPDATE_ROLLBACK_COMPLETE', 'The stack is as it was before.'],
  ['UPDATE_ROLLBACK_FAILED', "The rollback failed, too. Continue it in CloudFormation's console."],
]);

/** Remedies of failures that CloudFormation describes without one. */
const REMEDIES: readonly { readonly says: RegExp; readonly remedy: string }[] = [
  {
    says: /CloudWatch Logs role ARN must be set/i,
    remedy: 'Set accountCloudWatchRole to true, because nobody has set the role with which API Gateway writes logs.',
  },
];

/** Returns a sentence about the first failure, and one about what to do. */
function failureText({ stack, failure }: Deployed, { destroy }: Pick<Target, 'destroy'>): string {
  const { LogicalResourceId, ResourceType, ResourceStatusReason = 'no reason given' } = failure ?? {};
  const reason = ResourceStatusReason.split('\n')[0]?.replace(/\.$/, '');
  const what = failure
    ? `The deployment failed at ${LogicalResourceId} (${ResourceType}): ${reason}.`
    : `The deployment failed: ${stack.StackStatusReason?.replace(/\.$/, '') ?? stack.StackStatus}.`;
  const next = NEXT.get(stack.StackStatus ?? '');
  const remedy = REMEDIES.find(({ says }) => says.test(ResourceStatusReason))?.remedy;
  const end = next ?? `${remedy ? 'Then' : 'Correct that,'} run ${destroy}, ${remedy ? 'and' : 'then'} deploy again.`;
  return [what, remedy, end].filter((sentence) => sentence !== undefined).join(' ');
}
