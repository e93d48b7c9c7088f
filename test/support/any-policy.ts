import fc from 'fast-check';
import { DOORS, DOORS_OF, SECTIONS } from '../../functions/policy/doors/sections.ts';
import { type RULE_KINDS, ruleKindsFor } from '../../functions/policy/rule-kinds.ts';

const count = fc.nat({ max: 50 });
const listOf = <T>(item: fc.Arbitrary<T>) => fc.uniqueArray(item, { minLength: 1, maxLength: 3 });
const texts = listOf(fc.string({ minLength: 1, maxLength: 6 }));
const terms = listOf(fc.constantFrom('spam', '客服', 'a-b', 'é'));

type Kind = (typeof RULE_KINDS)[number]['name'];

/** Settings of each kind. Not all make a valid rule together. */
const SETTINGS: Record<Kind, Record<string, fc.Arbitrary<unknown>>> = {
  length: { min: count, max: count },
  trim: {},
  'collapse-spaces': {},
  scripts: { allow: listOf(fc.constantFrom('Latin', 'Han', 'Cyrl')), deny: listOf(fc.constantFrom('Greek')) },
  terms: {
    terms: listOf(fc.oneof(fc.constantFrom('spam', 'x'), fc.constant({ term: '客服', match: 'word' }))),
    lists: listOf(fc.constantFrom('rude', 'a.b-c_1')),
    except: fc.record({ terms, userIDs: texts }, { requiredKeys: [] }),
    folds: fc.record({ kana: fc.boolean(), masked: fc.boolean() }, { requiredKeys: [] }),
    foldAccents: fc.boolean(),
    action: fc.constantFrom('refuse', 'mask'),
  },
  reserved: { names: terms, userIDs: texts },
  schemes: { allow: texts, deny: listOf(fc.constantFrom('http', 'FTP', 'x+y')) },
  hosts: {
    allow: listOf(fc.constantFrom('a.example', '*.b.example', 'c.example:81')),
    deny: listOf(fc.constantFrom('private')),
  },
  endings: {
    allow: listOf(fc.constantFrom('png', 'JPG')),
    deny: listOf(fc.constantFrom('svg')),
    allowNone: fc.boolean(),
  },
  'url-length': { max: count, replaceWith: fc.string({ maxLength: 9 }) },
  levels: { allow: listOf(fc.constantFrom(20, 60)), setTo: fc.constantFrom(20, 60) },
  bytes: { max: count },
  json: { allowedKeys: texts },
};

const common = {
  errCode: fc.integer({ min: 5_000, max: 9_999 }),
  message: fc.string(),
  mode: fc.constantFrom('enforce', 'monitor'),
  except: fc.record({ userIDs: texts, at: listOf(fc.constantFrom(...DOORS)) }, { requiredKeys: [] }),
};

/** Policies of rules of every kind, about a third of them valid. */
export function anyPolicy(): fc.Arbitrary<Record<string, unknown>> {
  const sections = SECTIONS.map((name) => {
    const rules = fc
      .array(fc.oneof(...ruleKindsFor(name).map((kind) => anyRule(kind.name))), { maxLength: 2 })
      .map((all) => all.map((rule, index) => ({ ...rule, id: `${name}-${index}` })));
    const at = listOf(fc.constantFrom(...DOORS_OF[name]));
    const full = fc.record({ at, replace: fc.boolean(), rules }, { requiredKeys: ['rules'] });
    return [name, fc.oneof(rules, full)] as const;
  });
  return fc.record({ mode: common.mode, ...Object.fromEntries(sections) }, { requiredKeys: [] });
}

function anyRule(kind: Kind): fc.Arbitrary<object> {
  return fc.record({ kind: fc.constant(kind), ...common, ...SETTINGS[kind] }, { requiredKeys: ['kind'] });
}
