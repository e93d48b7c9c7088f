import { Duration } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { Bundler } from './bundle/bundle.ts';
import type { AuditTable } from './constructs/audit-table.ts';
import { DERIVE_MEMORY, DERIVE_TIMEOUT, type Derivation } from './constructs/derivation.ts';
import type { FallbackQueue } from './constructs/fallback-queue.ts';
import { grantKeys } from './constructs/key-access.ts';
import type { PolicyTable } from './constructs/policy-table.ts';
import { WebhookFunction } from './constructs/webhook-function.ts';
import type { ExistingTables } from './existing/existing-table.ts';
import { type FunctionName, isBefore, needsPolicy } from './routes.ts';
import type { StackSettings } from './stack-settings.ts';

/** More than the 20 s in which a batch is answered. API Gateway waits 29 s. */
const BATCH_TIMEOUT = Duration.seconds(25);

/** Properties that all functions of a stack share. */
export interface Shared {
  readonly audit: AuditTable;
  readonly policy: PolicyTable;
  readonly fallback: FallbackQueue;
  readonly settings: StackSettings;
  readonly bundler: Bundler;
  /** Encrypts what the stack makes; undefined: keys that AWS owns do. */
  readonly key: IKey | undefined;
  readonly existing: ExistingTables;
}

/** A function that receives callbacks. */
export interface Receiver {
  readonly fn: IFunction;
  /** Invoked by the API: the function, or the alias whose executions are ready. */
  readonly target: IFunction;
}

/** Creates a function that receives callbacks. */
export function addReceiver(scope: Construct, name: FunctionName, shared: Shared): Receiver {
  const { audit, policy, fallback, settings, bundler, key, existing } = shared;
  const tables = { auditTable: audit.table, ...(needsPolicy(name) && { policyTable: policy.table }) };
  const queue = { fallbackQueue: fallback.queue };
  const { reservedConcurrency } = settings;
  const { function: fn, target } = new WebhookFunction(scope, name, {
    ...{ name, ...tables, ...queue, settings, reservedConcurrency, bundler, key },
    isTraced: settings.tracing !== undefined,
    ...(isBefore(name) && { provisionedConcurrency: settings.provisionedConcurrency }),
    ...(name === 'batch' && { timeout: BATCH_TIMEOUT }),
  });
  audit.grantPut(fn);
  fallback.grantSend(fn);
  if (needsPolicy(name)) policy.grantRead(fn);
  grantKeys(fn, [...keysOf(shared), ...(needsPolicy(name) ? [existing.policy?.keyArn] : [])]);
  return { fn, target };
}

/** Creates the function that moves records from the queue to the table. */
export function addRedeliver(scope: Construct, shared: Shared): IFunction {
  const { audit, fallback, settings, bundler, key } = shared;
  const { function: fn } = new WebhookFunction(scope, 'redeliver', {
    name: 'redeliver',
    description: 'Moves records from the fallback queue to the audit table',
    auditTable: audit.table,
    timeout: Duration.seconds(15),
    ...{ settings, bundler, key },
  });
  audit.grantPut(fn);
  audit.grantCollect(fn);
  fallback.deliverTo(fn);
  grantKeys(fn, keysOf(shared));
  return fn;
}

/** Creates the function that writes entries and events off the table's stream. */
export function addDerive(scope: Construct, shared: Shared, derivation: Derivation): IFunction {
  const { audit, settings, bundler, key } = shared;
  const { function: fn } = new WebhookFunction(scope, 'derive', {
    name: 'derive',
    description: "Derives entries of people and events from the audit table's stream",
    auditTable: audit.table,
    timeout: DERIVE_TIMEOUT,
    minimumMemory: DERIVE_MEMORY,
    environment: derivation.environment,
    ...{ settings, bundler, key },
  });
  derivation.connect(fn);
  grantKeys(fn, keysOf(shared));
  return fn;
}

/** Returns the keys of what every function uses. */
function keysOf({ key, existing }: Shared): (string | undefined)[] {
  return [key?.keyArn, existing.audit?.keyArn];
}
