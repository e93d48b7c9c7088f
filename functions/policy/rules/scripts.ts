import * as v from 'valibot';
import { commonOfText, textRuleKind } from './rule.ts';
import { listOf, text } from './settings.ts';

const Script = v.pipe(text, v.check(isScript, 'must be the name of a Unicode script, such as Latin, Han or Cyrillic'));
const Scripts = listOf(Script);

/**
 * Limits writing systems by `allow` or `deny`. Digits, punctuation and emoji belong to none.
 * Source: Unicode Standard Annex 24, "Script".
 */
export const scripts = textRuleKind({
  name: 'scripts',
  sections: ['nickName', 'groupName', 'groupText'],
  refusal: { errCode: 5003, errMsg: 'This name has letters that are not allowed.' },
  schema: () =>
    v.pipe(
      v.strictObject({
        kind: v.literal('scripts'),
        ...commonOfText,
        allow: v.optional(Scripts),
        deny: v.optional(Scripts),
      }),
      v.check(({ allow, deny }) => (allow === undefined) !== (deny === undefined), 'needs either allow or deny'),
    ),
  compile: ({ allow, deny = [] }) => {
    const forbidden = allow
      ? new RegExp(`[^${classOf([...allow, 'Common', 'Inherited'])}]`, 'u')
      : new RegExp(`[${classOf(deny)}]`, 'u');
    const allowed = new RegExp(`^[${allow ? usualOf(allow) : ''}]*$`, 'u');
    return (text) => {
      if (allowed.test(text)) return undefined;
      const found = forbidden.exec(text.toWellFormed())?.[0];
      return found === undefined ? undefined : { refuse: `the script of ${found}` };
    };
  },
});

/** Characters of the most frequent scripts. Most names have no others, so that a cold start need not compile classes of Unicode. */
const USUAL: Readonly<Record<string, string>> = { Latin: ' -~\\u00a0-\\u024f', Han: '\\u4e00-\\u9fff' };

/** Most emoji, which belong to no script. */
const PICTURES = '\\u{1f300}-\\u{1f64f}\\u{1f680}-\\u{1f6c5}\\u{1f90c}-\\u{1f9ff}';

function usualOf(allow: readonly string[]): string {
  return PICTURES + allow.map((script) => USUAL[script] ?? '').join('');
}

function classOf(scriptNames: readonly string[]): string {
  return scriptNames.map((script) => `\\p{Script=${script}}`).join('');
}

function isScript(name: string): boolean {
  try {
    return /^\w+$/.test(name) && new RegExp(classOf([name]), 'u') !== undefined;
  } catch {
    return false;
  }
}
