import * as v from 'valibot';
import type { JudgedValue } from '../../../functions/policy/doors/door.ts';
import type { DoorName } from '../../../functions/policy/doors/sections.ts';
import { parseJson } from '../../cli/json-text.ts';
import { quoted } from '../../cli/printable.ts';
import { UsageError } from '../../cli/usage-error.ts';
import { doorsWith, fieldNamed, fieldsAt, type TriedFields, valuesAt } from './try-doors.ts';

export interface TriedRequest {
  readonly door: DoorName;
  readonly values: readonly JudgedValue[];
}

const DEFAULT_DOOR = 'member';

const Fields = v.record(v.string(), v.unknown(), 'it must be an object');

/**
 * Reads a request, and finds its door when none is named.
 *
 * @throws {UsageError}
 */
export function triedRequest(text: string, at: DoorName | undefined): TriedRequest {
  const input = parseJson(text, 'The request');
  const parsed = v.safeParse(Fields, Array.isArray(input) ? undefined : input);
  if (!parsed.success)
    throw new UsageError('The request is not valid: it must be an object. Use one such as {"nickName":"…"}.');
  const door = at ?? doorOf(Object.keys(parsed.output));
  return { door, values: valuesAt(door, fieldsIn(parsed.output, door, at !== undefined)) };
}

/** Returns the default door for a request that no door takes, whose mistakes it then has. */
function doorOf(names: readonly string[]): DoorName {
  const doors = doorsWith(names);
  const [first = DEFAULT_DOOR, ...others] = doors;
  if (others.length === 0 || doors.includes(DEFAULT_DOOR)) return first;
  throw new UsageError(`These fields can be set at ${doors.join(' and ')}. Name one of them with --at.`);
}

function fieldsIn(input: Readonly<Record<string, unknown>>, door: DoorName, isNamed: boolean): TriedFields {
  const fields = new Map<string, string | number>();
  const mistakes = Object.entries(input).flatMap(([name, value]) => {
    const field = fieldNamed(door, name);
    if (field === undefined) return [`unknown field ${quoted(name)}`];
    if (value === null) return [];
    if (fields.has(field)) return [`${name} names a field that the request already has`];
    const type = field === 'roleLevel' ? 'number' : 'string';
    if (typeof value !== type) return [`${name} must be a ${type}`];
    fields.set(field, value as string | number);
    return [];
  });
  if (mistakes.length === 0) return Object.fromEntries(fields);
  const choice = isNamed ? `at ${door}` : `at ${door}, or another door with --at`;
  const names = fieldsAt(door);
  const all = `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
  throw new UsageError(`The request is not valid: ${mistakes.join('; ')}. Use ${all} ${choice}.`);
}
