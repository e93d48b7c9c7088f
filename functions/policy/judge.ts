import { policyRefusals } from '../openim/problems.ts';
import type { Decision, FieldName, FiredRule, PolicyVersion } from '../record/decision.ts';
import { checkOf, FIELDS, type PolicyDocument, type Rule } from './document.ts';
import type { Check } from './rules/rule.ts';

/** The policy that is in force for one group. */
export interface Policy {
  readonly document: PolicyDocument;
  readonly version: PolicyVersion;
}

/** What a request sets; fields that it doesn't set are absent. */
export type MemberChange = Readonly<Partial<Record<FieldName, string | number | undefined>>>;

/** Rules that change a value are applied until nothing changes; so many rounds are more than any sensible policy takes. */
const MAX_CHANGE_ROUNDS = 10;

const OWNER_LEVEL = 100;

/** Code units of a name that is judged: many times what anyone is called, and still judged in time with the worst of terms. */
const MAX_NAME_LENGTH = 1_000;

/** Fields of a member's information that "" takes away: a nickname of "" brings back the user's own. */
const MEMBER_CLEARS: readonly string[] = ['nickName', 'faceURL', 'ex'];

/**
 * Decides whether a member's information may be set: applies each section's rules in their order, each to what those before it
 * left. All that fire are told, the first refusal decides, changes accumulate. Pure and total.
 *
 * @param clears the fields in which "" takes the value away, which only a rule with `required` refuses; in others "" is a value
 */
export function judge(request: MemberChange, { document, version }: Policy, clears = MEMBER_CLEARS): Decision {
  const fired: FiredRule[] = [];
  const changes: Record<string, { before: string | number; after: string | number }> = {};
  for (const field of FIELDS) {
    const before = request[field];
    if (before === undefined) continue;
    const rules = compiled(document[field]);
    if (before === '' && clears.includes(field)) {
      const required = rules.filter(({ rule }) => 'required' in rule && rule.required);
      fired.push(...required.map(({ rule }) => refusal(rule, field, 'it must not be empty')));
      continue;
    }
    if (field === 'nickName' && String(before).length > MAX_NAME_LENGTH && rules.length > 0) {
      fired.push(refusal({ id: 'too-long', kind: 'length' }, field, `more than ${MAX_NAME_LENGTH} characters`));
      continue;
    }
    const after = applyRules(field, before, rules, fired);
    if (after !== before) changes[field] = { before, after };
  }
  const verdict = fired.some(({ action }) => action === 'refuse') ? 'refuse' : fired.length > 0 ? 'change' : 'allow';
  const mode = document.mode ?? 'enforce';
  return {
    verdict: mode === 'enforce' ? verdict : 'allow',
    ...(mode === 'monitor' && { wouldBe: verdict }),
    mode,
    ...(fired.length > 0 && { rules: fired }),
    ...(Object.keys(changes).length > 0 && { changes }),
    policyVersion: version,
  };
}

interface ReadyRule {
  readonly rule: Rule;
  readonly check: Check<string | number>;
}

function applyRules(field: FieldName, before: string | number, rules: readonly ReadyRule[], fired: FiredRule[]) {
  const tell = (told: FiredRule) => {
    const isTold = (other: FiredRule) =>
      other.id === told.id && other.field === told.field && other.action === told.action;
    if (!fired.some(isTold)) fired.push(told);
  };
  let value = before;
  let isChanging = true;
  for (let round = 0; isChanging; round += 1) {
    isChanging = false;
    for (const { rule, check } of rules) {
      const finding = check(value);
      if (!finding) continue;
      if ('refuse' in finding) {
        tell(refusal(rule, field, finding.refuse));
      } else if (round === MAX_CHANGE_ROUNDS) {
        tell(refusal(rule, field, 'it changes without an end'));
      } else {
        tell({ id: rule.id, field, action: 'change', why: finding.why });
        value = finding.change;
        isChanging = true;
      }
    }
  }
  if (value === OWNER_LEVEL) tell(refusal({ id: 'owner', kind: 'owner' }, field, 'the role 100'));
  return value;
}

function refusal(
  { id, kind, errCode, message }: Pick<Rule, 'id' | 'errCode' | 'message'> & { kind: keyof typeof policyRefusals },
  field: FieldName,
  why: string,
): FiredRule {
  const told = policyRefusals[kind];
  return { id, field, action: 'refuse', why, errCode: errCode ?? told.errCode, errMsg: message ?? told.errMsg };
}

/**
 * Rules are made ready once for each section: an index of 10,000 terms takes longer than all that a request may, and megabytes.
 * Groups whose policies have a section in common have the same object in it.
 */
const ready = new WeakMap<readonly Rule[], readonly ReadyRule[]>();

function compiled(section: readonly Rule[] = []): readonly ReadyRule[] {
  const known = ready.get(section);
  if (known) return known;
  const made = section.map((rule) => ({ rule, check: checkOf(rule) }));
  ready.set(section, made);
  return made;
}
