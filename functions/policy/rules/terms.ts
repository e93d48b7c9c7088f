import * as v from 'valibot';
import type { FoldedText } from '../text/folded-text.ts';
import { type Match, searchFor, type Term } from '../text/search.ts';
import { maskAll } from './mask.ts';
import { commonOfText, exceptions, textRuleKind } from './rule.ts';
import { name as listName, listOf } from './settings.ts';
import { Folds, manyOf, TermEntry, TermTexts } from './term-schema.ts';

/**
 * Forbids terms in spite of case, width, look-alike letters, invisible characters, separators between letters and other `folds`, with
 * `foldAccents` also of accents. A term matches as a whole word, or anywhere if its script has no spaces between words.
 * `match` overrides this. `except.terms` may stand although they hold a forbidden term.
 */
export const terms = textRuleKind({
  name: 'terms',
  sections: ['nickName', 'groupName', 'groupText'],
  refusal: { errCode: 5002, errMsg: 'This name is not allowed.' },
  schema: () =>
    v.pipe(
      v.strictObject({
        kind: v.literal('terms'),
        ...commonOfText,
        terms: v.optional(manyOf(TermEntry)),
        lists: v.optional(listOf(listName)),
        except: v.optional(v.strictObject({ ...exceptions, terms: v.optional(TermTexts) })),
        foldAccents: v.optional(v.boolean('must be true or false'), false),
        folds: v.optional(Folds),
        action: v.optional(v.picklist(['refuse', 'mask'], 'must be refuse or mask'), 'refuse'),
      }),
      v.check(({ terms, lists }) => terms !== undefined || lists !== undefined, 'needs terms, lists or both'),
    ),
  compile: ({ terms = [], lists: listNames = [], except, foldAccents, folds, action }, lists) => {
    const own = terms.map((term): Term => (typeof term === 'string' ? { term } : term));
    const listed = listNames.flatMap((name) => lists.get(name) ?? []);
    const options = { ...folds, accents: foldAccents };
    const search = searchFor(own, options, listed);
    const searchAllowed =
      except?.terms &&
      searchFor(
        except.terms.map((term) => ({ term })),
        options,
      );
    const matchesIn = (name: FoldedText) => {
      const matches = search(name);
      return matches.length > 0 && searchAllowed ? outside(matches, searchAllowed(name)) : matches;
    };
    return (_name, folded) => {
      const matches = matchesIn(folded);
      const [first] = matches;
      if (folded.isExhausted) return { refuse: 'it can be read in too many ways' };
      if (!first) return undefined;
      const why = `the term ${first.term}`;
      const masked = action === 'mask' ? maskAll(folded, matches, matchesIn) : undefined;
      return masked === undefined ? { refuse: why } : { change: masked, why };
    };
  },
});

/** Returns the matches that do not lie inside an exception. */
function outside(matches: readonly Match[], exceptions: readonly Match[]): Match[] {
  return matches.filter(({ start, end }) => !exceptions.some((other) => other.start <= start && other.end >= end));
}
