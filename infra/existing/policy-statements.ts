import * as v from 'valibot';

const Texts = v.union([v.string(), v.array(v.string())]);

const Statement = v.object({
  Effect: v.string(),
  Principal: v.optional(v.union([v.string(), v.record(v.string(), Texts)])),
  NotPrincipal: v.optional(v.unknown()),
  Action: v.optional(Texts),
  NotAction: v.optional(Texts),
  Resource: v.optional(Texts),
  NotResource: v.optional(Texts),
  Condition: v.optional(v.unknown()),
});

/** A statement of a policy of IAM or of a resource. */
export type Statement = v.InferOutput<typeof Statement>;

const Policy = v.object({
  Statement: v.union([
    v.array(Statement),
    v.pipe(
      Statement,
      v.transform((one) => [one]),
    ),
  ]),
});

/** @param policy JSON text, as AWS returns it */
export function statementsIn(policy: string): Statement[] {
  return v.parse(Policy, JSON.parse(policy)).Statement;
}

/** Tells whether a statement is about an action. */
export function includesAction({ Action, NotAction }: Statement, action: string): boolean {
  const matches = (pattern: string) => matchesPattern(pattern.toLowerCase(), action.toLowerCase());
  if (NotAction !== undefined) return ![NotAction].flat().some(matches);
  return [Action ?? []].flat().some(matches);
}

/** Tells whether a pattern with `*` and `?` matches all of a text. A `*` in the text is an ordinary character. */
export function matchesPattern(pattern: string, text: string): boolean {
  const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`, 's').test(text);
}
