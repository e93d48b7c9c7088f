import * as v from 'valibot';
import { commonOfText, textRuleKind } from './rule.ts';
import { flag, listOf, text } from './settings.ts';
import { addressCheck, hasList, NEEDS_LIST, replaceWith } from './url.ts';

const Ending = v.pipe(text, v.regex(/^[a-z0-9]{1,16}$/i, 'must be a file ending without its dot, such as png'));
const Endings = listOf(Ending);

/**
 * Limits the file ending of the path by `allow`, `deny` or both, in any case. An ending that is in both is denied.
 * `allow` refuses an address without an ending, unless `allowNone` is true. `deny` alone never refuses such an address.
 */
export const endings = textRuleKind({
  name: 'endings',
  sections: ['faceURL'],
  refusal: { errCode: 5014, errMsg: 'This picture address is not allowed.' },
  schema: () =>
    v.pipe(
      v.strictObject({
        kind: v.literal('endings'),
        ...commonOfText,
        allow: v.optional(Endings),
        allowNone: flag,
        deny: v.optional(Endings),
        replaceWith,
      }),
      v.check((rule) => hasList(rule), NEEDS_LIST),
      v.check(({ allow, allowNone }) => allow !== undefined || allowNone === undefined, 'allowNone needs allow'),
    ),
  compile: ({ allow, allowNone = false, deny = [], replaceWith: replacement }) => {
    const allowed = allow && new Set(allow.map((ending) => ending.toLowerCase()));
    const denied = new Set(deny.map((ending) => ending.toLowerCase()));
    return addressCheck(({ path }) => {
      const ending = endingOf(path);
      if (ending === '') return allowed && !allowNone ? 'no file ending' : undefined;
      return denied.has(ending) || allowed?.has(ending) === false ? `the file ending ${ending}` : undefined;
    }, replacement);
  },
});

/** Returns the ending in lower case, or "". Ignores dots and spaces after the name, because some servers do. */
function endingOf(path: string): string {
  // Decodes ASCII only, because decodeURIComponent throws on bytes that are not UTF-8.
  const decoded = path.replace(/%([2-7][0-9a-f])/gi, (_escape, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  const name = decoded.slice(decoded.lastIndexOf('/') + 1).replace(/(?<![. ])[. ]+$/, '');
  return name.includes('.') ? name.slice(name.lastIndexOf('.') + 1).toLowerCase() : '';
}
