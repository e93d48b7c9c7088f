import type { CallbackKind } from './catalogue.ts';

/** The fields that a request sets: without those whose value says that they are not being set. */
export function fieldsSet<Fields extends object>({ unset = {} }: CallbackKind, fields: Fields): Partial<Fields> {
  const isSet = ([name, value]: [string, unknown]) =>
    value !== undefined && !(Object.hasOwn(unset, name) && unset[name] === value);
  return Object.fromEntries(Object.entries(fields).filter(isSet)) as Partial<Fields>;
}
