import type { ConversionConfig, JsonSchema } from '@valibot/to-json-schema';

type OverrideSchema = NonNullable<ConversionConfig['overrideSchema']>;
type OverrideAction = NonNullable<ConversionConfig['overrideAction']>;

/** A host, or `*.` and a host: no path, user info, space or other asterisk. */
const ALLOWED_HOST = String.raw`^(\*\.)?[^\s/?#*@\\]+$`;
const DENIED_HOST = String.raw`^((\*\.)?[^\s/?#*@\\:\[\]]+|\[[0-9A-Fa-f:.]+\])$`;

/** Checks that valibot holds as functions, by how their messages begin. The other ones have no words in JSON schema. */
const CHECKS: Readonly<Record<string, JsonSchema>> = {
  'needs terms, lists or both': needsOneOf('terms', 'lists'),
  'needs allow, deny or both': needsOneOf('allow', 'deny'),
  'needs min, max or both': needsOneOf('min', 'max'),
  'needs either allow or deny': choice(
    { required: ['allow'] },
    { properties: { deny: false } },
    { required: ['deny'] },
  ),
  'allowNone needs allow': { dependencies: { allowNone: ['allow'] } },
  'must have a letter or a digit': { pattern: String.raw`[0-9A-Za-z]|[^\u0000-\u007f]` },
  'must be the name of a Unicode script': { pattern: String.raw`^\w+$` },
  'must be a host such as': { pattern: ALLOWED_HOST },
  'must be a host without a port': { pattern: DENIED_HOST },
};

/** Gives an editor one error for one mistake: choices are `if` and `then`, not `anyOf`, which fails for each choice. */
export const overrideSchema: OverrideSchema = ({ valibotSchema, jsonSchema }) => {
  switch (valibotSchema.type) {
    case 'picklist':
      return { enum: jsonSchema.enum };
    case 'union':
      return eitherOf(jsonSchema.anyOf ?? []);
    case 'variant':
      return ruleOf((jsonSchema.oneOf ?? []).map((option) => (typeof option === 'object' && option.$ref) || ''));
    case 'strict_object':
      return withoutEmptyRequired(jsonSchema);
    default:
      return undefined;
  }
};

/** Converts checks, and patterns that ignore case. JSON schema has no flags. */
export const overrideAction: OverrideAction = ({ valibotAction, jsonSchema }) => {
  const pattern = 'requirement' in valibotAction && valibotAction.requirement;
  if (pattern instanceof RegExp && pattern.flags === 'i')
    return { ...jsonSchema, pattern: pattern.source.replaceAll('a-z', 'A-Za-z') };
  if (valibotAction.type !== 'check' || !('message' in valibotAction)) return undefined;
  const message = String(valibotAction.message);
  const check = Object.entries(CHECKS).find(([start]) => message.startsWith(start))?.[1];
  if (check === undefined || check.pattern !== undefined) return { ...jsonSchema, ...check };
  return { ...jsonSchema, allOf: [...(jsonSchema.allOf ?? []), check] };
};

/** Returns a schema for values of either of two types, each with its own words. */
export function either({ type: first, ...one }: JsonSchema, { type: second, ...other }: JsonSchema): JsonSchema {
  const type = [first, second].flatMap((name) => name ?? []);
  const isPlain = Object.keys(one).length + Object.keys(other).length === 0;
  return isPlain ? { type } : { type, ...choice({ type: first }, one, other) };
}

function eitherOf([one, other]: NonNullable<JsonSchema['anyOf']>): JsonSchema {
  if (typeof one !== 'object' || typeof other !== 'object') throw new TypeError('a union must have two schemas');
  return either(one, other);
}

/** Returns a rule: its kind decides which definition it must satisfy. */
function ruleOf(definitions: readonly string[]): JsonSchema {
  const kinds = definitions.map((reference) => reference.split('/').at(-1) ?? '');
  return {
    type: 'object',
    properties: { kind: { enum: kinds } },
    required: ['kind'],
    allOf: definitions.map(($ref, index) =>
      choice({ type: 'object', properties: { kind: { const: kinds[index] ?? '' } }, required: ['kind'] }, { $ref }),
    ),
  };
}

export function choice(condition: JsonSchema, consequence: JsonSchema, alternative?: JsonSchema): JsonSchema {
  // biome-ignore lint/suspicious/noThenProperty: JSON schema names it so
  return { if: condition, then: consequence, ...(alternative && { else: alternative }) };
}

function needsOneOf(first: string, second: string): JsonSchema {
  return choice({ required: [first] }, {}, { required: [second] });
}

function withoutEmptyRequired({ required = [], ...schema }: JsonSchema): JsonSchema {
  return required.length > 0 ? { ...schema, required } : schema;
}
