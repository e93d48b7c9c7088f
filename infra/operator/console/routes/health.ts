import type { Handler } from 'hono';
import { list } from '../../../../functions/audit/query.ts';
import { shortName } from '../../../../functions/openim/catalogue.ts';
import { endOf } from '../../../cli/times.ts';
import type { HealthAnswer, LastCall } from '../../../console/contract/health.ts';
import type { ConsoleSource } from '../console-source.ts';
import { json } from '../json.ts';

/** Time limit of the search for the last record. */
const MAX_SILENCE_MS = 2 * 24 * 60 * 60 * 1_000;

export function health(source: ConsoleSource): Handler {
  return async (c) => {
    const { place, receiver, now } = source;
    const known = await receiver?.();
    const lastCall = known?.lastCall ?? (await lastRecord(source));
    return json(c, {
      now: now().toISOString(),
      place,
      ...(lastCall && { lastCall }),
      ...(known && { receiver: known.health }),
    } satisfies HealthAnswer);
  };
}

async function lastRecord({ audit, now }: ConsoleSource): Promise<LastCall | undefined> {
  const since = new Date(now().getTime() - MAX_SILENCE_MS).toISOString();
  for await (const { receivedAt: at, command, outcome } of list(
    audit,
    { index: 'byDay', since, until: endOf(now()) },
    1,
  ))
    return { at, callback: shortName(command), outcome };
  return undefined;
}
