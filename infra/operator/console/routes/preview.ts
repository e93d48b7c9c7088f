import type { Handler } from 'hono';
import * as v from 'valibot';
import type { AuditQuery } from '../../../../functions/audit/query.ts';
import { shortName } from '../../../../functions/openim/catalogue.ts';
import { ALL_GROUPS } from '../../../../functions/policy/stored-policy.ts';
import { endOf, rangeOf, Time } from '../../../cli/times.ts';
import type { PreviewAnswer, PreviewCountsAnswer, PreviewedRequest } from '../../../console/contract/policies.ts';
import { mergedWith } from '../../policy/policy-merged.ts';
import { preview } from '../../policy/policy-preview.ts';
import type { PreviewCounts, Tally } from '../../policy/preview-counts.ts';
import type { Previewed } from '../../policy/previewed.ts';
import { type ConsoleSource, policyTableOf } from '../console-source.ts';
import { DraftInput, draftSource } from '../drafts.ts';
import { json } from '../json.ts';
import { asDraftError, bodyIn, scopeFor } from '../parameters.ts';

const MAX_LIMIT = 500;

const Input = v.strictObject({
  draft: DraftInput,
  group: v.optional(v.string()),
  since: v.optional(Time, '7d'),
  until: v.optional(Time),
  limit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MAX_LIMIT)), 50),
});

/** Time for a preview, which a person waits for. */
const MAX_TIME_MS = 5_000;

/** Names of each list of counts. */
const MAX_NAMES = 100;

/** Judges recorded requests by a draft, and stores nothing. */
export function previewDraft(source: ConsoleSource): Handler {
  const { audit, now } = source;
  return async (c) => {
    const table = policyTableOf(source);
    const start = now();
    const { draft, group, limit, ...times } = await bodyIn(c, Input);
    const scope = scopeFor(group);
    const { since = '', until = endOf(start) } = asDraftError(() => rangeOf(times, start));
    const drafted = await draftSource(table, draft, scope);
    const wanted: AuditQuery =
      scope === ALL_GROUPS ? { index: 'byDay', since, until } : { index: 'byGroup', id: scope, since, until };
    const requests: PreviewedRequest[] = [];
    let ended: string | undefined;
    let judgedFrom = until;
    const signal = AbortSignal.any([c.req.raw.signal, AbortSignal.timeout(MAX_TIME_MS)]);
    const counts = await preview(audit, await mergedWith(table, drafted), {
      wanted,
      show: async (previewed) => void (requests.length < limit && requests.push(shown(previewed))),
      signal,
      goesOn: ({ receivedAt }) => {
        judgedFrom = receivedAt;
        if (signal.aborted || now().getTime() - start.getTime() > MAX_TIME_MS) ended = receivedAt;
        return ended === undefined;
      },
    });
    if (signal.aborted) ended ??= judgedFrom;
    const isComplete = ended === undefined;
    return json(c, {
      from: ended ?? since,
      until,
      isComplete,
      counts: countsOf(counts),
      requests,
    } satisfies PreviewAnswer);
  };
}

function shown({ record, then, now, ...rest }: Previewed): PreviewedRequest {
  const { eventID, receivedAt, command, groupID, userID } = record;
  return {
    ...{ eventID, receivedAt, callback: shortName(command), verdictThen: then.verdict, verdictNow: now.verdict },
    ...(groupID !== undefined && { groupID }),
    ...(userID !== undefined && { userID }),
    ...rest,
  };
}

function countsOf({
  requests,
  verdicts,
  monitored,
  differing,
  unjudged,
  byRule,
  byGroup,
}: PreviewCounts): PreviewCountsAnswer {
  return { requests, verdicts, monitored, differing, unjudged, byRule: named(byRule), byGroup: named(byGroup) };
}

function named(tally: Tally) {
  return tally
    .sorted()
    .slice(0, MAX_NAMES)
    .map(([name, effects]) => ({ name, ...effects }));
}
