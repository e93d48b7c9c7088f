import { MAX_REQUEST_UNITS } from '../../../infra/constructs/audit-table.ts';
import { STREAM_BATCH_SIZE } from '../../../infra/constructs/derivation.ts';
import { ASSUMED } from '../../../infra/cost/assumed.ts';
import { costSettings } from '../../../infra/cost/cost-settings.ts';
import { BATCH } from '../../../infra/cost/measured.ts';
import { DEFAULT_DURATION_MS } from '../../../infra/cost/workload.ts';
import { RUSH_PER_SECOND } from '../../../infra/relay/delivery/rush.ts';
import { NEW_PARTITIONS, ratesAfterMidnight } from './hot-day.ts';
import { NEW_TABLE_UNITS, PARTITION_UNITS, UNITS_A_CALLBACK } from './units.ts';

/** A limit, and the rate at which callbacks of a running server reach it. */
export interface Limit {
  readonly name: string;
  /** The limit as AWS or this project states it. */
  readonly limit: string;
  /** Callbacks a second, sent directly. A region can have another limit, so that the least and the most may differ. */
  readonly directly?: readonly [least: number, most: number];
  /** The same, in batches of a relay. */
  readonly relay?: readonly [least: number, most: number];
  readonly effect: string;
  readonly remedy: string;
  /** Depends on one group, user or outage, and not on the sum of callbacks. */
  readonly isLocal?: boolean;
}

const MS = 1_000;

/** Concurrent executions of an account, and requests a second for each of them. */
const EXECUTIONS = 1_000;
const REQUESTS_AN_EXECUTION = 10;

/** Slowest answer that was measured, while table and queue hung. */
const SLOWEST_ANSWER_S = 3.3;

const GATEWAY = [2_500, 10_000] as const;
const PUT_EVENTS = [400, 10_000] as const;
const { throttlingRate } = costSettings();

const both = (rate: number) => ({ directly: [rate, rate], relay: [rate, rate] }) as const;
const inRequests = (least: number, most: number) =>
  ({ directly: [least, most], relay: [least * BATCH, most * BATCH] }) as const;

const ofShard = (STREAM_BATCH_SIZE * MS) / (ASSUMED.deriveMs + ASSUMED.deriveRecordMs * STREAM_BATCH_SIZE);
const ofExecutions = Math.min(REQUESTS_AN_EXECUTION, MS / DEFAULT_DURATION_MS) * EXECUTIONS;
const count = (value: number) => Math.round(value).toLocaleString('en');
const aws = (text: string, path: string) => `[${text}](https://docs.aws.amazon.com/${path})`;
const dynamodb = (text: string, page: string) => aws(text, `amazondynamodb/latest/developerguide/${page}.html`);
const lambda = (text: string, page: string) => aws(text, `lambda/latest/dg/${page}.html`);

const QUEUED = 'writes go to the queue, and into the table later';
const LOST = '429: lost, or sent again by a relay';

/** Limits that a number of callbacks a second reaches, in no order. */
export const LIMITS: readonly Limit[] = [
  {
    name: '`throttlingRate`',
    limit: `${throttlingRate} requests a second for each route`,
    ...inRequests(throttlingRate, throttlingRate),
    effect: LOST,
    remedy: 'raise it and `throttlingBurst`',
  },
  {
    name: 'EventBridge',
    limit: `${aws('PutEvents', 'general/latest/gr/ev.html')}: ${PUT_EVENTS.map(count).join(' to ')} a second [by region](#events)`,
    directly: PUT_EVENTS,
    relay: PUT_EVENTS,
    effect: '`derive` is late, and drops an event after ten attempts; the table has the record',
    remedy: 'ask AWS for more, or set `eventBus=false`',
  },
  {
    name: 'one group or user',
    limit: `${dynamodb(`${count(PARTITION_UNITS)} units`, 'warm-throughput-scenarios')} a second for one key of an index`,
    ...both(PARTITION_UNITS),
    effect: QUEUED,
    remedy: 'see [a hot group](#a-hot-group-user-or-day)',
    isLocal: true,
  },
  {
    name: 'new table',
    limit: `${dynamodb(`${count(NEW_TABLE_UNITS)} units`, 'on-demand-capacity-mode')} a second, then twice the former peak`,
    ...both(NEW_TABLE_UNITS / UNITS_A_CALLBACK.table),
    effect: QUEUED,
    remedy: '[warm the table](#warm-throughput) before a launch',
  },
  {
    name: '`derive`',
    limit: `one batch of ${STREAM_BATCH_SIZE} at a time for each of ${ASSUMED.shards} shards: ${count(ofShard)} records a second, [assumed](cost.md)`,
    ...both(ofShard * ASSUMED.shards),
    effect: 'entries and events come late; after 24 hours the stream drops them',
    remedy: 'raise `memory`; a larger table has more shards',
  },
  {
    name: 'relay',
    limit: `${count(RUSH_PER_SECOND)} deliveries a second while more callbacks come`,
    relay: [RUSH_PER_SECOND, RUSH_PER_SECOND],
    effect: 'the rest waits on its disk',
    remedy: 'nothing, or a relay for each OpenIM host',
  },
  {
    name: 'index `byDay` after midnight',
    limit: `ten keys of the new day, on [${NEW_PARTITIONS} partitions](#a-hot-group-user-or-day) of a new index`,
    directly: ratesAfterMidnight(NEW_PARTITIONS),
    relay: ratesAfterMidnight(NEW_PARTITIONS),
    effect: QUEUED,
    remedy: 'warm the index; DynamoDB splits the keys by itself',
  },
  {
    name: 'new index `byUser`',
    limit: `${count(NEW_TABLE_UNITS)} units a second, as the table`,
    ...both(NEW_TABLE_UNITS / UNITS_A_CALLBACK.byUser),
    effect: QUEUED,
    remedy: 'as for the table',
  },
  {
    name: 'ceiling of the table',
    limit: `${count(MAX_REQUEST_UNITS)} units a second, which the stack sets; AWS's own quota is ${dynamodb('40,000', 'on-demand-capacity-mode-max-throughput')}`,
    ...both(MAX_REQUEST_UNITS / UNITS_A_CALLBACK.table),
    effect: QUEUED,
    remedy: 'raise `MAX_REQUEST_UNITS` in `infra/constructs/audit-table.ts`',
  },
  {
    name: 'Lambda, in an outage',
    limit: `${count(EXECUTIONS)} executions, each up to ${SLOWEST_ANSWER_S} s while [table and queue hang](load.md#faults)`,
    directly: [EXECUTIONS / SLOWEST_ANSWER_S, EXECUTIONS / SLOWEST_ANSWER_S],
    effect: LOST,
    remedy: 'run a relay, or ask AWS for more executions',
    isLocal: true,
  },
  {
    name: 'Lambda',
    limit: `${lambda(`${count(EXECUTIONS)} executions`, 'gettingstarted-limits')}, each for ${REQUESTS_AN_EXECUTION} requests a second; a new account has fewer`,
    ...inRequests(ofExecutions, ofExecutions),
    effect: LOST,
    remedy: 'ask AWS for more executions',
  },
  {
    name: 'API Gateway',
    limit: `${aws(`${GATEWAY.toReversed().map(count).join(' requests a second, ')} in newer regions`, 'apigateway/latest/developerguide/limits.html')}, for all APIs of the account`,
    ...inRequests(...GATEWAY),
    effect: LOST,
    remedy: 'ask AWS for more',
  },
];
