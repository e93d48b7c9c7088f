import type { JsonSchema } from '@valibot/to-json-schema';
import { DOORS_OF, SECTIONS, type SectionName } from '../../../functions/policy/doors/sections.ts';
import { choice } from './schema-words.ts';

/** Returns a kind of rule without the doors of its exceptions, which its section limits. */
export function withoutDoors(kind: JsonSchema): JsonSchema {
  const { except, ...settings } = propertiesOf(kind);
  const { at, ...exceptions } = propertiesOf(except);
  if (typeof except !== 'object' || typeof at !== 'object') throw new TypeError('a kind of rule has no exceptions');
  const { items: _any, ...doors } = at;
  return { ...kind, properties: { ...settings, except: { ...except, properties: { ...exceptions, at: doors } } } };
}

/** Returns a section's list of rules, with the doors that exceptions can name. */
export function withDoors(name: SectionName, rules: JsonSchema): JsonSchema {
  const { items } = rules;
  if (typeof items !== 'object' || Array.isArray(items)) throw new TypeError('a list of rules has no schema of a rule');
  const limits = choice(exceptAt({}), exceptAt({ items: doorsOf(name) }));
  return { ...rules, items: { ...items, allOf: [...(items.allOf ?? []), limits] } };
}

/** Returns the list of test cases, with the doors and values that each field can have. */
export function withFields(tests: JsonSchema): JsonSchema {
  const { items } = tests;
  if (typeof items !== 'object' || Array.isArray(items)) throw new TypeError('the test cases have no schema of a case');
  // A value is checked once, by its field.
  const properties = { ...items.properties, at: {}, value: {} };
  const fields = SECTIONS.map((name) => {
    const value: JsonSchema = { type: name === 'roleLevel' ? 'number' : 'string' };
    return choice(isValue('field', [name]), { properties: { at: doorsOf(name), value } });
  });
  const becomes = choice(isValue('expect', ['allow', 'refuse']), { properties: { becomes: false } });
  return { ...tests, items: { ...items, properties, allOf: [...fields, becomes] } };
}

/** Only for a list, because the kind of rule says what else is wrong. */
function exceptAt(doors: JsonSchema): JsonSchema {
  const except: JsonSchema = { type: 'object', properties: { at: { type: 'array', ...doors } }, required: ['at'] };
  return { type: 'object', properties: { except }, required: ['except'] };
}

function isValue(name: string, values: string[]): JsonSchema {
  return { type: 'object', properties: { [name]: { enum: values } }, required: [name] };
}

function doorsOf(name: SectionName): JsonSchema {
  return { enum: [...DOORS_OF[name]] };
}

function propertiesOf(schema: JsonSchema | boolean | undefined): NonNullable<JsonSchema['properties']> {
  return (typeof schema === 'object' && schema.properties) || {};
}
