import { isLoopback, withoutPassword } from '../webhooks/webhooks-address.ts';
import { compareAddresses } from './address-checks.ts';
import { type Check, skipped } from './check.ts';
import { checkConfiguration } from './configuration-checks.ts';
import { localAddress } from './local-address.ts';
import type { Checked } from './print-checks.ts';
import { checkReceiver } from './receiver-checks.ts';
import { checkTable, TO_LOOK } from './table-check.ts';

/** OpenIM's own time limit by default. */
const TIMEOUT_MS = 5_000;

interface Wanted {
  readonly address?: string | undefined;
  /** OpenIM's configuration file. */
  readonly webhooks?: string | undefined;
  readonly server?: string | undefined;
  readonly fix: boolean;
  readonly table?: string | undefined;
  readonly region?: string | undefined;
}

/**
 * Runs all checks that are wanted: of the file first, because its address is the one that OpenIM calls.
 *
 * @throws {UsageError} when the file cannot be read or written
 */
export async function runChecks(env: NodeJS.ProcessEnv, wanted: Wanted): Promise<Checked> {
  const { webhooks, address: given } = wanted;
  const file = webhooks === undefined ? undefined : await checkConfiguration(webhooks, wanted);
  const address = given ?? file?.address ?? (file ? undefined : localAddress(env));
  const compared = given !== undefined && file?.address !== undefined ? [compareAddresses(file.address, given)] : [];
  const subjects = [
    ...(webhooks === undefined ? [] : [webhooks]),
    ...(address === undefined ? [] : [withoutPassword(address)]),
  ];
  const ofFile = [...(file?.checks ?? []), ...compared];
  if (address === undefined) return { subjects, checks: [...ofFile, NO_ADDRESS] };
  const { checks, records } = await checkReceiver(address, { timeoutMs: TIMEOUT_MS, now: Date.now });
  if (!records) return { subjects, checks: [...ofFile, ...checks] };
  const isLookedFor = wanted.table !== undefined || isLoopback(address) || Boolean(env.AWS_ENDPOINT_URL_DYNAMODB);
  const table: Check[] = isLookedFor
    ? await checkTable(env, { auditTable: wanted.table, region: wanted.region }, records)
    : [skipped('table', 'the records were not searched for, because no table was named', TO_LOOK)];
  return { subjects, checks: [...ofFile, ...checks, ...table] };
}

const NO_ADDRESS = skipped('callbacks', 'were not tried, because no address is known', 'Add --address URL.');
