import type { JsonSchema } from '@valibot/to-json-schema';
import { KINDS, TEXTS } from './schema-texts.ts';

/** @throws {TypeError} for a setting without a description */
export function describeDocument(schema: JsonSchema): JsonSchema {
  return described(schema, ['document']);
}

/** @throws {TypeError} for a setting without a description */
export function describeRules(schema: JsonSchema): JsonSchema {
  return described(schema, ['rule']);
}

/** @throws {TypeError} for a kind or a setting without a description */
export function describeKind(schema: JsonSchema, kind: string): JsonSchema {
  const description = KINDS[kind];
  if (description === undefined) throw new TypeError(`${kind} has no description`);
  const { properties, ...rule } = described(schema, [kind, 'rule']);
  return { ...rule, properties: { ...properties, kind: { description, const: kind } } };
}

/** @param tables names of the tables that describe the properties, the first one with precedence */
function described(schema: JsonSchema, tables: readonly string[]): JsonSchema {
  const { properties, items, then, else: other } = schema;
  return {
    ...schema,
    ...(properties && { properties: describedProperties(properties, tables) }),
    ...(isSchema(items) && { items: described(items, tables) }),
    // biome-ignore lint/suspicious/noThenProperty: JSON schema names it so
    ...(isSchema(then) && { then: described(then, tables) }),
    ...(isSchema(other) && { else: described(other, tables) }),
  };
}

function describedProperties(properties: NonNullable<JsonSchema['properties']>, tables: readonly string[]) {
  const entries = Object.entries(properties).map(([name, schema]) => {
    const description = tables.map((table) => TEXTS[table]?.[name]).find((text) => text !== undefined);
    if (description === undefined) throw new TypeError(`${name} of ${tables[0]} has no description`);
    if (!isSchema(schema)) throw new TypeError(`${name} of ${tables[0]} has no schema`);
    return [name, { description, ...described(schema, [TEXTS[name] ? name : 'section']) }];
  });
  return Object.fromEntries(entries) as NonNullable<JsonSchema['properties']>;
}

function isSchema(schema: JsonSchema['items']): schema is JsonSchema {
  return typeof schema === 'object' && !Array.isArray(schema);
}
