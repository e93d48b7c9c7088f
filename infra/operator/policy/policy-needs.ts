import { list } from '../../../functions/audit/query.ts';
import type { Table } from '../../../functions/dynamodb/table.ts';
import { type Callback, catalogue, commandOf } from '../../../functions/openim/catalogue.ts';
import { switches } from '../../../functions/openim/switches.ts';
import type { PolicyDocument, Rule } from '../../../functions/policy/document.ts';
import { DOOR_OF } from '../../../functions/policy/doors/doors.ts';
import { SECTIONS } from '../../../functions/policy/doors/sections.ts';
import { sectionOf } from '../../../functions/policy/policy.ts';
import { printable } from '../../cli/printable.ts';
import { DOOR_FIELDS } from './door-fields.ts';
import { doorsOf } from './policy-notes.ts';

const DAYS = 7;
const DAY_MS = 24 * 60 * 60 * 1_000;

/** Limit that keeps the search for recorded callbacks fast and cheap. */
const MAX_RECORDS = 1_000;

/**
 * Describes what OpenIM must be set to, so that policies have an effect.
 *
 * @param audit undefined when the table with the recorded callbacks is not known
 */
export async function needsOf(documents: readonly PolicyDocument[], audit: Table | undefined): Promise<string[]> {
  const doors = new Set(documents.flatMap(doorsWithRules));
  const callbacks = catalogue.filter(({ name }) => {
    const door = DOOR_OF[name];
    return door && doors.has(door.name);
  });
  if (callbacks.length === 0) return [];
  const refusing = documents.flatMap(refusingRules);
  const unseen = audit ? await neverRecorded(callbacks, audit) : [];
  return [`These callbacks must be on in OpenIM: ${callbacks.map(switchOf).join(', ')}.`, ...unseen, ...refusing];
}

function doorsWithRules(document: PolicyDocument) {
  return SECTIONS.flatMap((name) => {
    const section = sectionOf(document[name]);
    return section && section.rules.length > 0 ? doorsOf(name, section.at) : [];
  });
}

/** Returns the newest name of the switch of a callback. */
function switchOf({ wireNames }: Callback): string {
  const known = wireNames.flatMap((wireName) => switches[wireName] ?? []);
  const { key } = known.find(({ to }) => to === 'main') ?? known.at(-1) ?? { key: wireNames[0] };
  return key;
}

/** Looks at the newest records, because no index has their callbacks. A failure must not hide that the policy was stored. */
async function neverRecorded(callbacks: readonly Callback[], audit: Table): Promise<string[]> {
  const now = Date.now();
  const since = new Date(now - DAYS * DAY_MS).toISOString();
  const missing = new Map(callbacks.map((callback) => [commandOf(callback), switchOf(callback)]));
  let records = 0;
  try {
    for await (const { command } of list(
      audit,
      { index: 'byDay', since, until: new Date(now).toISOString() },
      MAX_RECORDS,
    )) {
      records += 1;
      if (command !== undefined) missing.delete(command);
      if (missing.size === 0) return [];
    }
  } catch {
    return ['The recorded callbacks could not be read, so it is unknown which switches are on.'];
  }
  const where = records === MAX_RECORDS ? `is among the last ${MAX_RECORDS} records` : `was recorded in ${DAYS} days`;
  return [...missing.values()].map((key) => `${key}: no such callback ${where}. Check that it is on.`);
}

/** Names the rules that refuse where they would change a value, because OpenIM ignores the change there. */
function refusingRules(document: PolicyDocument): string[] {
  const lines = DOOR_FIELDS.flatMap(({ door, value: { section: name, field, isFixed } }) => {
    const section = sectionOf(document[name]);
    if (!isFixed || !section || !doorsOf(name, section.at).includes(door)) return [];
    const rules = section.rules.filter((rule) => canChange(rule) && !rule.except?.at?.includes(door));
    const plain = field.split('.').at(-1);
    return rules.map(
      ({ id }) =>
        `${id} refuses ${plain} at ${door} instead of changing it, because OpenIM ignores such a change there.`,
    );
  });
  return [...new Set(lines)].map(printable);
}

function canChange(rule: Rule): boolean {
  if (rule.kind === 'trim' || rule.kind === 'collapse-spaces') return true;
  if ('action' in rule) return rule.action === 'mask';
  return ('setTo' in rule && rule.setTo !== undefined) || ('replaceWith' in rule && rule.replaceWith !== undefined);
}
