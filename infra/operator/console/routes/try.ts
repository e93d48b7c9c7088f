import type { Handler } from 'hono';
import * as v from 'valibot';
import { DOORS } from '../../../../functions/policy/doors/sections.ts';
import { judge } from '../../../../functions/policy/judge.ts';
import { ALL_GROUPS } from '../../../../functions/policy/stored-policy.ts';
import type { TryAnswer } from '../../../console/contract/policies.ts';
import { verdictText } from '../../policy/policy-texts.ts';
import { policyInForce } from '../../policy/try-policies.ts';
import { triedRequest } from '../../policy/try-request.ts';
import { type ConsoleSource, policyTableOf } from '../console-source.ts';
import { DraftInput, draftAlone, draftSource } from '../drafts.ts';
import { json } from '../json.ts';
import { asDraftError, bodyIn, scopeFor } from '../parameters.ts';

const Input = v.strictObject({
  draft: v.optional(DraftInput),
  group: v.optional(v.string()),
  at: v.optional(v.picklist(DOORS)),
  request: v.record(v.string(), v.nullable(v.union([v.string(), v.number()]))),
});

/** Judges one request, and stores nothing. */
export function tryRequest(source: ConsoleSource): Handler {
  return async (c) => {
    const table = policyTableOf(source);
    const { draft, group, at, request } = await bodyIn(c, Input);
    const scope = scopeFor(group);
    const { door, values } = asDraftError(() => triedRequest(JSON.stringify(request), at));
    const policy = draft ? draftAlone(await draftSource(table, draft, ALL_GROUPS)) : await policyInForce(table, scope);
    const decision = judge(values, door, policy);
    const isUnruled = !policy.all && !policy.group;
    const lines = verdictText(decision, door).split('\n');
    return json(c, { door, decision, lines, ...(isUnruled && { isUnruled }) } satisfies TryAnswer);
  };
}
