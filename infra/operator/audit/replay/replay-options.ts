import * as v from 'valibot';
import { flag, option } from '../../../cli/options.ts';
import { regionOption, tableOption } from '../../shared-options.ts';
import { rangeOptions } from '../planned-search.ts';

const MAX_CONNECTIONS = 64;

const Rate = v.pipe(
  v.string(),
  v.regex(/^\d{1,6}(\/s)?$/, 'must be a number of callbacks a second, such as 20 or 20/s. 0 is without a limit'),
  v.transform((text) => Number.parseInt(text, 10)),
);

const Connections = v.pipe(
  v.string(),
  v.regex(/^\d{1,3}$/, 'must be a whole number'),
  v.transform(Number),
  v.minValue(1, 'must be at least 1'),
  v.maxValue(MAX_CONNECTIONS, `must be at most ${MAX_CONNECTIONS}`),
);

const Skip = v.pipe(v.string(), v.regex(/^\d{1,12}$/, 'must be a whole number'), v.transform(Number));

/** Options of `npm run audit -- replay`. */
export const ReplayOptions = v.object({
  ...rangeOptions,
  from: option(v.optional(v.pipe(v.string(), v.nonEmpty('needs a name'))), {
    value: 'FILE',
    description: 'a file of npm run audit -- export, in the place of --since',
  }),
  to: option(v.optional(v.string()), {
    value: 'URL',
    description: 'the address of a receiver, as OpenIM has it (required)',
  }),
  rate: option(v.optional(Rate, '20'), {
    value: 'N',
    description: 'callbacks a second (default: 20, without a limit: 0)',
  }),
  connections: option(v.optional(Connections, '1'), {
    value: 'N',
    description: 'callbacks under way at a time (default: 1, which keeps their order)',
  }),
  skip: option(v.optional(Skip, '0'), { value: 'N', description: 'leaves out the first N records, to go on' }),
  dryRun: flag('counts what would be sent, and sends nothing'),
  table: tableOption("the stack's AuditTableName"),
  region: regionOption,
});

export type ReplaySettings = Omit<v.InferOutput<typeof ReplayOptions>, 'to'> & { readonly to: string };
