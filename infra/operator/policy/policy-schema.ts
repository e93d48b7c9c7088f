import { type JsonSchema, toJsonSchema } from '@valibot/to-json-schema';
import { DOORS_OF, SECTIONS, type SectionName } from '../../../functions/policy/doors/sections.ts';
import { RULE_KINDS } from '../../../functions/policy/rule-kinds.ts';
import { describeDocument, describeKind, describeRules } from './describe-schema.ts';
import { PolicyDocument } from './policy-document.ts';
import { withDoors, withFields, withoutDoors } from './schema-sections.ts';
import { either, overrideAction, overrideSchema } from './schema-words.ts';

/** Returns the JSON schema for editors. It cannot hold all checks that `policy set` makes. */
export function policySchema(): string {
  return `${JSON.stringify(schema(), null, 2)}\n`;
}

/** Rules are a definition for each kind, and lists of rules one for each section. */
function schema(): JsonSchema {
  const definitions = Object.fromEntries(RULE_KINDS.map(({ name, schema }) => [name, schema]));
  const { $defs = {}, ...document } = toJsonSchema(PolicyDocument, {
    typeMode: 'input',
    errorMode: 'ignore',
    definitions,
    overrideSchema,
    overrideAction,
  });
  const sections = SECTIONS.map((name) => ({ name, full: definitionOf(document.properties?.[name], $defs) }));
  const properties = Object.fromEntries(sections.map(({ name, full }) => [name, sectionOf(name, full)]));
  const lists = sections.map(({ name, full }) => {
    const rules = describeRules(objectOf(full.properties?.rules));
    return [name, withDoors(name, rules)];
  });
  const kinds = RULE_KINDS.map(({ name }) => [name, withoutDoors(describeKind(objectOf($defs[name]), name))]);
  const tests = withFields(objectOf(document.properties?.tests));
  return {
    ...describeDocument({ ...document, properties: { ...document.properties, ...properties, tests } }),
    $defs: Object.fromEntries([...lists, ...kinds]),
  };
}

/** Returns a section: a list of rules, or the long form with the doors that the section can have. */
function sectionOf(name: SectionName, { properties = {}, ...full }: JsonSchema): JsonSchema {
  const rules = { $ref: `#/$defs/${name}` };
  const at = { ...objectOf(properties.at), items: { enum: [...DOORS_OF[name]] } };
  return either({ type: 'array', ...rules }, { ...full, properties: { ...properties, at, rules } });
}

function definitionOf(reference: JsonSchema | boolean | undefined, $defs: NonNullable<JsonSchema['$defs']>) {
  return objectOf($defs[objectOf(reference).$ref?.split('/').at(-1) ?? '']);
}

function objectOf(schema: unknown): JsonSchema {
  if (typeof schema !== 'object' || schema === null) throw new TypeError('a part of the schema is missing');
  return schema;
}

if (import.meta.main) process.stdout.write(policySchema());
