/** Day on which these list prices were written down. Prices change: compare them with their sources before you rely on them. */
export const PRICES_DATE = '2026-11-30';

/** The only region whose prices are here. */
export const PRICES_REGION = 'us-east-1';

/** List price of one thing that AWS bills. */
export interface Price {
  readonly unit: string;
  /** USD for one unit, up to a number of units a month. The last tier has no limit. */
  readonly tiers: readonly { readonly usd: number; readonly upTo?: number }[];
  /** Units a month that are free forever, for the whole account. Those of an account's first year are left out. */
  readonly free?: number;
  /** Address of AWS that has the price. */
  readonly source: string;
  /** Where the figure was read on that day: at AWS, in texts of others that quote AWS, or nowhere. */
  readonly readAt: 'aws' | 'others' | 'nowhere';
}

const MILLION = 1e6;
const GB_A_TB = 1_024;

export const PRICES = {
  gatewayRequest: {
    unit: 'request',
    tiers: [
      { upTo: 333 * MILLION, usd: 3.5 / MILLION },
      { upTo: 1_000 * MILLION, usd: 2.8 / MILLION },
      { upTo: 20_000 * MILLION, usd: 2.38 / MILLION },
      { usd: 1.51 / MILLION },
    ],
    source:
      'https://docs.aws.amazon.com/whitepapers/latest/best-practices-api-gateway-private-apis-integration/cost-optimization.html',
    readAt: 'aws',
  },
  lambdaRequest: {
    unit: 'request',
    tiers: [{ usd: 0.2 / MILLION }],
    free: MILLION,
    source: 'https://docs.aws.amazon.com/whitepapers/latest/how-aws-pricing-works/lambda.html',
    readAt: 'aws',
  },
  /** arm64. */
  lambdaGBSecond: {
    unit: 'GB-s',
    tiers: [{ upTo: 7.5e9, usd: 0.0000133334 }, { upTo: 18.75e9, usd: 0.0000120001 }, { usd: 0.0000106667 }],
    free: 400_000,
    source: 'https://aws.amazon.com/lambda/pricing/',
    readAt: 'others',
  },
  /** arm64. What runs in executions that are kept ready costs less than elsewhere, which is left out. */
  readyGBSecond: {
    unit: 'GB-s kept ready',
    tiers: [{ usd: 0.0000033334 }],
    source: 'https://aws.amazon.com/lambda/pricing/',
    readAt: 'nowhere',
  },
  writeUnit: {
    unit: 'write unit',
    tiers: [{ usd: 0.625 / MILLION }],
    source: 'https://aws.amazon.com/dynamodb/pricing/on-demand/',
    readAt: 'others',
  },
  tableGB: {
    unit: 'GB-month',
    tiers: [{ usd: 0.25 }],
    free: 25,
    source: 'https://aws.amazon.com/dynamodb/pricing/on-demand/',
    readAt: 'nowhere',
  },
  recoveryGB: {
    unit: 'GB-month',
    tiers: [{ usd: 0.2 }],
    source: 'https://aws.amazon.com/dynamodb/pricing/on-demand/',
    readAt: 'nowhere',
  },
  busEvent: {
    unit: 'event of 64 KB',
    tiers: [{ usd: 1 / MILLION }],
    source: 'https://aws.amazon.com/eventbridge/pricing/',
    readAt: 'others',
  },
  queueRequest: {
    unit: 'request',
    tiers: [{ usd: 0.4 / MILLION }],
    free: MILLION,
    source: 'https://aws.amazon.com/sqs/pricing/',
    readAt: 'nowhere',
  },
  /** Lines of Lambda. Those of API Gateway cost the same in the first tier, and have no others. */
  logGB: {
    unit: 'GB',
    tiers: [
      { upTo: 10 * GB_A_TB, usd: 0.5 },
      { upTo: 30 * GB_A_TB, usd: 0.25 },
      { upTo: 50 * GB_A_TB, usd: 0.1 },
      { usd: 0.05 },
    ],
    free: 5,
    source: 'https://aws.amazon.com/cloudwatch/pricing/',
    readAt: 'others',
  },
  keptLogGB: {
    unit: 'GB-month',
    tiers: [{ usd: 0.03 }],
    source: 'https://aws.amazon.com/cloudwatch/pricing/',
    readAt: 'others',
  },
  metric: {
    unit: 'metric-month',
    tiers: [{ upTo: 10_000, usd: 0.3 }, { upTo: 250_000, usd: 0.1 }, { usd: 0.05 }],
    free: 10,
    source: 'https://aws.amazon.com/cloudwatch/pricing/',
    readAt: 'others',
  },
  alarmMetric: {
    unit: 'metric of an alarm',
    tiers: [{ usd: 0.1 }],
    free: 10,
    source: 'https://aws.amazon.com/cloudwatch/pricing/',
    readAt: 'others',
  },
  dashboard: {
    unit: 'dashboard',
    tiers: [{ usd: 3 }],
    free: 3,
    source: 'https://aws.amazon.com/cloudwatch/pricing/',
    readAt: 'others',
  },
  trace: {
    unit: 'trace',
    tiers: [{ usd: 5 / MILLION }],
    free: 100_000,
    source: 'https://aws.amazon.com/xray/pricing/',
    readAt: 'aws',
  },
  transferGB: {
    unit: 'GB to the internet',
    tiers: [
      { upTo: 10 * GB_A_TB, usd: 0.09 },
      { upTo: 50 * GB_A_TB, usd: 0.085 },
      { upTo: 150 * GB_A_TB, usd: 0.07 },
      { usd: 0.05 },
    ],
    free: 100,
    source: 'https://aws.amazon.com/ec2/pricing/on-demand/',
    readAt: 'others',
  },
  key: {
    unit: 'key-month',
    tiers: [{ usd: 1 }],
    source: 'https://aws.amazon.com/kms/pricing/',
    readAt: 'nowhere',
  },
  firewall: {
    unit: 'web ACL-month',
    tiers: [{ usd: 5 }],
    source: 'https://aws.amazon.com/waf/pricing/',
    readAt: 'nowhere',
  },
  firewallRule: {
    unit: 'rule-month',
    tiers: [{ usd: 1 }],
    source: 'https://aws.amazon.com/waf/pricing/',
    readAt: 'nowhere',
  },
  firewallRequest: {
    unit: 'request',
    tiers: [{ usd: 0.6 / MILLION }],
    source: 'https://aws.amazon.com/waf/pricing/',
    readAt: 'nowhere',
  },
} satisfies Record<string, Price>;

export type PriceName = keyof typeof PRICES;

/** Returns USD for a number of units in one month. */
export function usdOf(name: PriceName, units: number): number {
  let below = 0;
  let usd = 0;
  for (const tier of PRICES[name].tiers as Price['tiers']) {
    const upTo = tier.upTo ?? Number.POSITIVE_INFINITY;
    usd += Math.max(0, Math.min(units, upTo) - below) * tier.usd;
    below = upTo;
  }
  return usd;
}
