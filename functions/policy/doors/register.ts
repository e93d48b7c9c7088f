import type { Changes, Door, JudgedValue } from './door.ts';
import { type ListItem, listItems } from './list-items.ts';
import type { SectionName } from './sections.ts';

const SECTIONS: Readonly<Record<string, SectionName>> = { nickname: 'nickName', faceURL: 'faceURL', ex: 'ex' };

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
  return Object.entries(SECTIONS).flatMap(([name, section]) => {
    const value = item[name];
    if (typeof value !== 'string') return [];
    const user = typeof userID === 'string' ? { userID } : {};
    const flags = { ...(name !== 'nickname' && { clears: true }), ...(isFixed && { isFixed }) };
    return [{ section, field: `${path}.${name}`, value, ...user, ...flags }];
  });
}

function changesOf(path: string, changes: Changes): ListItem {
  const own = Object.keys(SECTIONS).map((name) => [name, changes[`${path}.${name}`]] as const);
  return Object.fromEntries(own.filter(([, value]) => value !== undefined));
}

/** Tells whether an answer can repeat a value exactly. JavaScript rounds an int64 beyond 2^53. */
function isExact(value: unknown): boolean {
  if (typeof value === 'number') return Number.isSafeInteger(value);
  if (typeof value !== 'object' || value === null) return true;
  return Object.values(value).every(isExact);
}
