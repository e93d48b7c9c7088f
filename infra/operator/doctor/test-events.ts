import { randomUUID } from 'node:crypto';
import { catalogue } from '../../../functions/openim/catalogue.ts';
import { knownCallback } from '../../../functions/openim/known-callback.ts';
import type { Timing, WireField } from '../../../functions/openim/wire-callback.ts';
import { wireCallbacks } from '../../../functions/openim/wire-callbacks.ts';
import { wireFields } from '../../../functions/openim/wire-fields.ts';

/** Group, user and prefix of the operation in all test events. */
const SYNTHETIC_ID = 'openim-webhook-doctor';

/** The role of an ordinary member, which no rule judges. Source: openimsdk/protocol, `constant`, `GroupOrdinaryUsers`. */
const ORDINARY_MEMBER = 20;

export interface TestEvent {
  readonly wireName: string;
  readonly timing: Timing;
  /** The receiver has a function of its own for the callback. */
  readonly isOwn: boolean;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Returns one event for each name that a known version or document of OpenIM has, those with a function of their own first. */
export function testEvents(runID: string): TestEvent[] {
  const own = catalogue.flatMap(({ wireNames }): readonly string[] => wireNames);
  const others = Object.keys(wireCallbacks).filter((wireName) => !own.includes(wireName));
  return [...own, ...others].map((wireName) => ({
    wireName,
    timing: knownCallback(wireName)?.timing ?? 'before',
    isOwn: own.includes(wireName),
    body: { callbackCommand: wireName, operationID: runID, ...minimalFieldsOf(wireName) },
  }));
}

/** Returns an ID for one run, by which its records are found again. */
export function newRunID(): string {
  return `${SYNTHETIC_ID}-${randomUUID()}`;
}

/**
 * Returns the fields that a body needs: its group and its people. Values that a policy judges are left out, as OpenIM leaves out
 * what is not being set.
 */
function minimalFieldsOf(wireName: string): Record<string, unknown> {
  const body: Record<string, unknown> = {};
  for (const [path, field] of Object.entries(fieldsOf(wireName))) {
    const value = valueAt(path, field);
    if (value !== undefined) setAt(body, path, value);
  }
  return body;
}

function fieldsOf(wireName: string): Readonly<Record<string, WireField>> {
  const name = Object.keys(wireFields).find((known) => known.toLowerCase() === wireName.toLowerCase());
  return (name !== undefined && wireFields[name]) || {};
}

function valueAt(path: string, { type, role }: WireField): unknown {
  if (/\broleLevel$/.test(path)) return path.includes('[]') ? ORDINARY_MEMBER : undefined;
  const isGroup = /^groupI[Dd]$/.test(path);
  return type === 'string' && (isGroup || role !== undefined) ? SYNTHETIC_ID : undefined;
}

/** Sets a value at a path such as `groupID`, `membersID[]` or `users[].userID`. */
function setAt(body: Record<string, unknown>, path: string, value: unknown): void {
  const [name = '', rest] = path.split('[].');
  if (rest !== undefined) {
    const [item = {}] = (body[name] as Record<string, unknown>[] | undefined) ?? [];
    body[name] = [{ ...item, [rest]: value }];
  } else if (name.endsWith('[]')) body[name.slice(0, -2)] = [value];
  else body[name] = value;
}
