import type { Changes, Door, JudgedValue } from './door.ts';
import { type ListItem, listItems } from './list-items.ts';
import type { SectionName } from './sections.ts';

/** Judged fields of a user, with their sections. Only a nickname must not be empty. */
const FIELDS: readonly { readonly name: string; readonly section: SectionName; readonly clears?: true }[] = [
  { name: 'nickname', section: 'nickName' },
  { name: 'faceURL', section: 'faceURL', clears: true },
  { name: 'ex', section: 'ex', clears: true },
];

/**
 * Users are about to be registered. The answer replaces the whole list, so that it repeats every user with every field.
 * Source: openimsdk/open-im-server v3.8.3, `internal/rpc/user/callback.go`, `webhookBeforeUserRegister`.
 */
export const registerDoor: Door = {
  name: 'register',
  valuesOf: ({ users }) => {
    const isFixed = !isExact(users);
    return listItems('users', users).flatMap(({ path, item }) => valuesOf(path, item, isFixed));
  },
  answerFor: ({ users }, changes) => ({
    users: listItems('users', users).map(({ path, item }) => ({ ...item, ...changesOf(path, changes) })),
  }),
};

function valuesOf(path: string, item: ListItem, isFixed: boolean): JudgedValue[] {
  const { userID } = item;
  const values: JudgedValue[] = [];
  for (const { name, section, clears = false } of FIELDS) {
    const value = item[name];
    if (typeof value !== 'string') continue;
    const judged = { section, field: `${path}.${name}`, value, clears, isFixed };
    values.push(typeof userID === 'string' ? { ...judged, userID } : judged);
  }
  return values;
}

function changesOf(path: string, changes: Changes): ListItem {
  const own = FIELDS.map(({ name }) => [name, changes[`${path}.${name}`]] as const);
  return Object.fromEntries(own.filter(([, value]) => value !== undefined));
}

/** Tells whether an answer can repeat a value exactly. JavaScript rounds an int64 beyond 2^53. */
function isExact(value: unknown): boolean {
  if (typeof value === 'number') return Number.isSafeInteger(value);
  if (typeof value !== 'object' || value === null) return true;
  for (const name in value) if (!isExact((value as Readonly<Record<string, unknown>>)[name])) return false;
  return true;
}
