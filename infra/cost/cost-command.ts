import type { CliCommand } from '../cli/cli-command.ts';
import { columnsIn, type Io, writeLine } from '../cli/io.ts';
import { addOptions, readOptions } from '../cli/options.ts';
import { UsageError } from '../cli/usage-error.ts';
import { ASSUMED } from './assumed.ts';
import { documentTables } from './cost-document.ts';
import { CostOptions } from './cost-options.ts';
import { asText, doubts } from './cost-output.ts';
import { costSettings } from './cost-settings.ts';
import { estimateOf } from './estimate.ts';
import * as measured from './measured.ts';
import { PRICES, PRICES_DATE, PRICES_REGION } from './prices.ts';
import { workloadOf } from './workload.ts';

const DAYS_A_MONTH = 30;

/** `npm run cost`: what a month on AWS costs, by settings, callbacks and list prices. */
export function define(command: CliCommand, io: Io): void {
  command
    .description('Estimates what the stack costs on AWS, by line, from its settings and from measured units.')
    .action(async () => run(readOptions(command, CostOptions), io));
  addOptions(command, CostOptions);
}

async function run(options: CostOptions, { stdout }: Io): Promise<void> {
  if (options.batch !== undefined && !options.relay)
    throw new UsageError('--batch is for the batches of a relay. Add --relay.');
  const memory = options.memory === undefined ? [] : [`memory=${options.memory}`];
  const settings = costSettings({ env: options.env, given: [...options.set, ...memory] });
  // Loaded here, because the CDK takes a second.
  const { countStack } = await import('./stack-counts.ts');
  if (options.document) return writeLine(stdout, documentTables(countStack, settings).join('\n').trimEnd());
  const stack = countStack(settings);
  const { retentionDays = Number.POSITIVE_INFINITY } = settings;
  const months = Math.min(options.months, retentionDays / DAYS_A_MONTH);
  const load = workloadOf({ ...options, months });
  const estimate = estimateOf(load, stack, settings);
  if (!options.json)
    return writeLine(
      stdout,
      [...asText(estimate, load, columnsIn(stdout)), ...doubts(estimate.lines, settings)].join('\n'),
    );
  const prices = { date: PRICES_DATE, region: PRICES_REGION, list: PRICES };
  writeLine(stdout, JSON.stringify({ ...estimate, load, stack, measured, assumed: ASSUMED, prices }, null, 2));
}
