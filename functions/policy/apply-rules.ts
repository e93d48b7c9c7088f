import type { FiredRule } from '../record/decision.ts';
import type { CompiledRule } from './compile.ts';
import type { JudgedValue } from './doors/door.ts';
import type { SectionName } from './doors/sections.ts';
import { length } from './rules/length.ts';
import type { Refusal } from './rules/rule.ts';
import { FoldedText } from './text/folded-text.ts';

/** Rounds of changes before a section refuses. No sensible policy needs as many. */
const MAX_CHANGE_ROUNDS = 10;

const OWNER_LEVEL = 100;

/** Refusal of role 100. No kind of rule owns it, because it applies without any rule. */
export const OWNER_REFUSAL: Refusal = { errCode: 5020, errMsg: 'Nobody can be made the owner this way.' };

/** Limits of the UTF-16 code units of judged text, so that the worst terms are still judged in time. */
const MAX_LENGTHS: Partial<Record<SectionName, number>> = { nickName: 1_000, groupName: 1_000, groupText: 10_000 };

/** Called for each rule that fires, also when it fires again. */
type OnFired = (rule: FiredRule) => void;

/**
 * Applies the rules of a section to a value in their order, again after each change, and returns the value that they leave.
 *
 * @param hasOwn the limits that need no rule apply
 */
export function applyRules(
  judged: JudgedValue,
  rules: readonly CompiledRule[],
  hasOwn: boolean,
  onFired: OnFired,
): string | number {
  const { section, value } = judged;
  const maxLength = MAX_LENGTHS[section] ?? Number.POSITIVE_INFINITY;
  if (String(value).length > maxLength && rules.length > 0) {
    onFired(refusalOf('too-long', length.refusal, judged, `more than ${maxLength} characters`));
    return value;
  }
  const { value: after, isFinal } = changed(judged, rules, onFired);
  if (hasOwn && !isFinal && section === 'roleLevel' && after === OWNER_LEVEL)
    onFired(refusalOf('owner', OWNER_REFUSAL, judged, 'the role 100'));
  return after;
}

interface Changed {
  readonly value: string | number;
  /** A rule has refused so that nothing more is judged. */
  readonly isFinal?: boolean;
}

function changed(judged: JudgedValue, rules: readonly CompiledRule[], onFired: OnFired): Changed {
  let { value } = judged;
  let folded = new FoldedText(String(value));
  let isChanging = true;
  for (let round = 0; isChanging; round += 1) {
    isChanging = false;
    for (const rule of rules) {
      // The request or another rule may have made it empty. Clearing is for rules with `required` alone.
      if (value === '') refuseEmpty(judged.clears ? rules : [rule], judged, onFired);
      if (value === '' && judged.clears) return { value };
      const result = rule.check(value, folded);
      if (!result) continue;
      if ('refuse' in result) {
        onFired(refusalBy(rule, judged, result.refuse));
        if (result.isFinal) return { value, isFinal: true };
        continue;
      }
      const whyNot = round === MAX_CHANGE_ROUNDS ? 'it changes without an end' : whyNotChanged(judged, result);
      if (whyNot !== undefined) {
        onFired(refusalBy(rule, judged, whyNot));
        continue;
      }
      onFired({ id: rule.rule.id, field: judged.field, action: 'change', why: result.why });
      value = result.change;
      folded = folded.of(String(value));
      isChanging = true;
    }
  }
  return { value };
}

/** Returns why a rule must refuse instead of making a change, or undefined. */
function whyNotChanged(
  { clears, isFixed }: JudgedValue,
  { change, why }: { readonly change: string | number; readonly why: string },
): string | undefined {
  if (isFixed) return `${why}, and OpenIM ignores a change of it`;
  // OpenIM reports success for a group without a name and sets nothing of the request. Go's spaces include U+0085.
  // Source: openimsdk/open-im-server v3.8.3, `internal/rpc/group/group.go`, `SetGroupInfoEx`.
  return !clears && /^[\s\u0085]*$/.test(String(change)) ? `${why}, and nothing of the name would be left` : undefined;
}

function refuseEmpty(rules: readonly CompiledRule[], judged: JudgedValue, onFired: OnFired): void {
  for (const rule of rules)
    if ('required' in rule.rule && rule.rule.required) onFired(refusalBy(rule, judged, 'it must not be empty'));
}

function refusalBy({ rule, refusal }: CompiledRule, judged: JudgedValue, why: string): FiredRule {
  const { id, errCode = refusal.errCode, message: errMsg } = rule;
  return errMsg === undefined
    ? refusalOf(id, { ...refusal, errCode }, judged, why)
    : { id, field: judged.field, action: 'refuse', why, errCode, errMsg };
}

function refusalOf(id: string, { errCode, errMsg }: Refusal, { section, field }: JudgedValue, why: string): FiredRule {
  return { id, field, action: 'refuse', why, errCode, errMsg: wordedFor(section, errMsg) };
}

/** Words a default message for its section, because kinds of rules for text word theirs for names. */
function wordedFor(section: SectionName, errMsg: string): string {
  return section === 'groupText' ? errMsg.replace(/^This name\b/, 'This text') : errMsg;
}
