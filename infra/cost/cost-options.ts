import * as v from 'valibot';
import { flag, option } from '../cli/options.ts';
import { BATCH, BODY_BYTES, FURTHER_PEOPLE, REPEATS } from './measured.ts';
import { PRICES_REGION } from './prices.ts';
import { MIN_BODY_BYTES } from './typical-record.ts';
import { DEFAULT_DURATION_MS, DEFAULT_EVENTS, DEFAULT_MONTHS } from './workload.ts';

const MAX_EVENTS = 1e12;
const MAX_BODY_BYTES = 6_000_000;
const FACTORS: Readonly<Record<string, number>> = { k: 1e3, m: 1e6, b: 1e9 };

/** A number such as `1000000`, `1,000,000`, `1e6`, `10k` or `1m`. A comma stands between thousands only. */
function number(min: number, max: number, message: string) {
  return v.pipe(
    v.string(),
    v.transform(numberIn),
    v.check((value) => value >= min && value <= max, message),
  );
}

function numberIn(text: string): number {
  const [, digits = '', unit = ''] = /^((?:\d{1,3}(?:,\d{3})+|\d*)(?:\.\d*)?(?:e\d+)?)([kmb]?)$/i.exec(text) ?? [];
  return digits === '' ? Number.NaN : Number(digits.replaceAll(',', '')) * (FACTORS[unit.toLowerCase()] ?? 1);
}

const optional = (min: number, max: number, message: string) => v.optional(number(min, max, message));

export const CostOptions = v.object({
  events: option(
    v.optional(number(1, MAX_EVENTS, 'must be a number of callbacks, such as 1e6 or 10k'), String(DEFAULT_EVENTS)),
    { value: 'NUMBER', description: 'callbacks a month, such as 1e6 or 10k (default: 1 million)' },
  ),
  body: option(
    optional(
      MIN_BODY_BYTES,
      MAX_BODY_BYTES,
      `must be a number of bytes from ${MIN_BODY_BYTES} to ${MAX_BODY_BYTES}, such as 600`,
    ),
    {
      value: 'BYTES',
      description: `bytes of each body (default: those of a running server, ${BODY_BYTES} on average)`,
    },
  ),
  people: option(optional(0, 100_000, 'must be a number of people from 0 to 100000'), {
    value: 'NUMBER',
    description: `people whom a callback names, on average (default: ${1 + FURTHER_PEOPLE})`,
  }),
  repeats: option(optional(0, 1, 'must be a share from 0 to 1, such as 0.05'), {
    value: 'SHARE',
    description: `share of callbacks that repeat another one, word for word (default: ${REPEATS}, 0 with --relay)`,
  }),
  relay: flag('callbacks come in batches of a relay'),
  batch: option(optional(1, 50, 'must be a number of callbacks from 1 to 50'), {
    value: 'NUMBER',
    description: `with --relay: callbacks in a batch (default: ${BATCH})`,
  }),
  duration: option(
    v.optional(number(1, 25_000, 'must be a number of milliseconds, such as 10'), String(DEFAULT_DURATION_MS)),
    {
      value: 'MS',
      description: `without --relay: milliseconds that a function takes for a callback (default: ${DEFAULT_DURATION_MS})`,
    },
  ),
  memory: option(optional(128, 10_240, 'must be a number of megabytes from 128 to 10240'), {
    value: 'MB',
    description: 'the setting memory',
  }),
  months: option(v.optional(number(0, 1_200, 'must be a number of months, such as 12'), String(DEFAULT_MONTHS)), {
    value: 'NUMBER',
    description: `months for which records were kept so far (default: ${DEFAULT_MONTHS}, at most retentionDays)`,
  }),
  env: option(v.optional(v.string()), {
    value: 'NAME',
    description: 'the environment whose settings are in settings/NAME.json',
  }),
  set: option(v.optional(v.array(v.string()), []), {
    value: 'NAME=VALUE',
    isRepeated: true,
    description: 'a setting of the stack, which overrides the one in the file; can be repeated',
  }),
  region: option(
    v.optional(v.literal(PRICES_REGION, `has no prices here. Leave it out: prices are those of ${PRICES_REGION}`)),
    { value: 'REGION', description: `only ${PRICES_REGION}, whose prices are written down` },
  ),
  json: flag('prints one JSON with all figures, assumptions and prices'),
  document: flag('prints the tables of docs/cost.md'),
});
export type CostOptions = v.InferOutput<typeof CostOptions>;
