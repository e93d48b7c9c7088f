import type { CallbackKind } from './catalogue.ts';

/** Returns the fields that a request sets. Some callbacks send placeholders for fields that stay unchanged. */
export function fieldsSet<Fields extends object>({ unset = {} }: CallbackKind, fields: Fields): Partial<Fields> {
  const isSet = ([name, value]: [string, unknown]) =>
    value !== undefined && !(Object.hasOwn(unset, name) && unset[name] === value);
  return Object.fromEntries(Object.entries(fields).filter(isSet)) as Partial<Fields>;
}
