/** A key of OpenIM's configuration, as a file or variables have it. */
export interface Entry {
  readonly key: string;
  /** From 1. */
  readonly line: number;
  /** A plain value; undefined for a map. */
  readonly value?: unknown;
  /** Keys of a map, in their order. */
  readonly settings?: readonly Entry[];
}

/** Keys of a file or of variables, in one form for both. */
export interface Configuration {
  /** `variables`: IMENV_WEBHOOKS_ variables, which add to a file. */
  readonly form: 'file' | 'variables';
  /** Key of the map that has the switches, if they are not at the top. */
  readonly sectionKey?: string;
  readonly entries: readonly Entry[];
}

/** Finds a key in any case. */
export function entryOf(entries: readonly Entry[] | undefined, key: string): Entry | undefined {
  return entries?.find((entry) => sameKey(entry.key, key));
}

export function sameKey(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/** Tells whether a switch is on. OpenIM from v3.7 on reads text as a truth value, too. */
export function isOn(entry: Entry | undefined): boolean {
  const value = entryOf(entry?.settings, 'enable')?.value;
  return value === true || value === 'true';
}

export function urlIn({ entries }: Configuration): string | undefined {
  const value = entryOf(entries, 'url')?.value;
  return typeof value === 'string' ? value : undefined;
}
