import type { Decision, FieldName, FiredRule, PolicyVersion } from '../record/decision.ts';
import { type CompiledRule, compiled } from './compile.ts';
import { FIELDS, type PolicyDocument } from './document.ts';
import { length } from './rules/length.ts';
import type { Refusal } from './rules/rule.ts';
import { FoldedText } from './text/folded-text.ts';

/** The policy in force for one group. */
export interface Policy {
  readonly document: PolicyDocument;
  readonly version: PolicyVersion;
}

/** Fields that a request sets. */
export type MemberChange = Readonly<Partial<Record<FieldName, string | number | undefined>>>;

/** Rounds of changes before a section refuses. No sensible policy needs as many. */
const MAX_CHANGE_ROUNDS = 10;

const OWNER_LEVEL = 100;

/** Refusal of role 100. No kind of rule owns it, because it applies without any rule. */
export const OWNER_REFUSAL: Refusal = { errCode: 5020, errMsg: 'Nobody can be made the owner this way.' };

/** Limits the UTF-16 code units of a judged name, so that the worst terms are still judged in time. */
const MAX_NAME_LENGTH = 1_000;

/** Fields of a member's information that "" clears: a nickname of "" brings back the user's own. */
const MEMBER_CLEARS: readonly string[] = ['nickName', 'faceURL', 'ex'];

/**
 * Judges a change of a member's information. Each section's rules apply in their order, each to the value that the rules before
 * it left. Every rule that fires is listed, the first refusal decides, and changes accumulate. Pure and total.
 *
 * @param clears the fields that "" clears, which only a rule with `required` refuses; in others "" is a value
 */
export function judge(change: MemberChange, { document, version }: Policy, clears = MEMBER_CLEARS): Decision {
  const fired: FiredRule[] = [];
  const changes: Record<string, { before: string | number; after: string | number }> = {};
  for (const field of FIELDS) {
    const before = change[field];
    if (before === undefined) continue;
    const rules = compiled(document[field]);
    if (before === '' && clears.includes(field)) {
      const required = rules.filter(({ rule }) => 'required' in rule && rule.required);
      fired.push(...required.map((compiledRule) => refusalBy(compiledRule, field, 'it must not be empty')));
      continue;
    }
    if (field === 'nickName' && String(before).length > MAX_NAME_LENGTH && rules.length > 0) {
      fired.push(refusalOf('too-long', length.refusal, field, `more than ${MAX_NAME_LENGTH} characters`));
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

function applyRules(field: FieldName, before: string | number, rules: readonly CompiledRule[], fired: FiredRule[]) {
  const addOnce = (rule: FiredRule) => {
    const isSame = (other: FiredRule) =>
      other.id === rule.id && other.field === rule.field && other.action === rule.action;
    if (!fired.some(isSame)) fired.push(rule);
  };
  let value = before;
  let folded = new FoldedText(String(before));
  let isChanging = true;
  for (let round = 0; isChanging; round += 1) {
    isChanging = false;
    for (const compiledRule of rules) {
      const result = compiledRule.check(value, folded);
      if (!result) continue;
      if ('refuse' in result) {
        addOnce(refusalBy(compiledRule, field, result.refuse));
      } else if (round === MAX_CHANGE_ROUNDS) {
        addOnce(refusalBy(compiledRule, field, 'it changes without an end'));
      } else {
        addOnce({ id: compiledRule.rule.id, field, action: 'change', why: result.why });
        value = result.change;
        folded = folded.of(String(value));
        isChanging = true;
      }
    }
  }
  if (value === OWNER_LEVEL) addOnce(refusalOf('owner', OWNER_REFUSAL, field, 'the role 100'));
  return value;
}

function refusalBy({ rule, refusal }: CompiledRule, field: FieldName, why: string): FiredRule {
  const { id, errCode = refusal.errCode, message = refusal.errMsg } = rule;
  return refusalOf(id, { errCode, errMsg: message }, field, why);
}

function refusalOf(id: string, { errCode, errMsg }: Refusal, field: FieldName, why: string): FiredRule {
  return { id, field, action: 'refuse', why, errCode, errMsg };
}
