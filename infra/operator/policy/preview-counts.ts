import type { FiredRule, Verdict } from '../../../functions/record/decision.ts';
import type { Previewed } from './previewed.ts';

/** Names that a tally keeps, because requests choose some of them. */
const MAX_NAMES = 10_000;

type Effect = 'refused' | 'changed' | 'monitored';

/** Requests that rules refused or changed, or would have if they were not only monitored. */
export type Effects = Readonly<Record<Effect, number>>;

/** Counts of effects by a name. */
export class Tally {
  readonly #byName = new Map<string, Record<Effect, number>>();

  /** Effects of names beyond the limit. */
  further = 0;

  add(name: string, effect: Effect): void {
    const counts = this.#byName.get(name);
    if (counts) counts[effect] += 1;
    else if (this.#byName.size < MAX_NAMES)
      this.#byName.set(name, { refused: 0, changed: 0, monitored: 0, [effect]: 1 });
    else this.further += 1;
  }

  /** Returns the names and their counts, the most frequent first. */
  sorted(): (readonly [name: string, effects: Effects])[] {
    const sum = ({ refused, changed, monitored }: Effects) => refused + changed + monitored;
    return [...this.#byName].sort(([a, one], [b, other]) => sum(other) - sum(one) || (a < b ? -1 : 1));
  }
}

/** Counts of all previewed requests, which take little memory. */
export class PreviewCounts {
  requests = 0;
  readonly verdicts: Record<Verdict, number> = { allow: 0, change: 0, refuse: 0 };
  /** Requests that monitored rules would have refused or changed. */
  monitored = 0;
  /** Requests with another verdict than then. */
  differing = 0;
  /** Requests whose records lack the event. */
  unjudged = 0;
  readonly byRule = new Tally();
  readonly byFinding = new Tally();
  /** Requests without a group have the name "". */
  readonly byGroup = new Tally();

  add({ record, then, now }: Pick<Previewed, 'record' | 'then' | 'now'>): void {
    this.requests += 1;
    this.verdicts[now.verdict] += 1;
    if (then.verdict !== now.verdict) this.differing += 1;
    const rules = now.rules ?? [];
    const group = record.groupID ?? '';
    if (now.verdict !== 'allow') this.byGroup.add(group, now.verdict === 'refuse' ? 'refused' : 'changed');
    if (rules.some(({ isMonitored }) => isMonitored)) {
      this.monitored += 1;
      this.byGroup.add(group, 'monitored');
    }
    addOnce(this.byRule, rules, ({ id }) => id);
    addOnce(this.byFinding, rules, ({ why }) => why);
  }
}

/** Counts a request once for each name, however many of its values the rules fired on. */
function addOnce(tally: Tally, rules: readonly FiredRule[], nameOf: (rule: FiredRule) => string): void {
  const added = new Set<string>();
  for (const rule of rules) {
    const effect = effectOf(rule);
    const [name, key] = [nameOf(rule), `${effect} ${nameOf(rule)}`];
    if (!added.has(key)) tally.add(name, effect);
    added.add(key);
  }
}

function effectOf({ action, isMonitored }: FiredRule): Effect {
  if (isMonitored) return 'monitored';
  return action === 'refuse' ? 'refused' : 'changed';
}
