import { lookAlikes } from '#look-alikes';

/** A letter or digit that looks like others, and the ones that it looks like. */
export const confusables: ReadonlyMap<string, string> = new Map(
  lookAlikes.split('\n').flatMap((line) => {
    const at = line.indexOf(' ');
    return [...line.slice(at + 1)].map((letter) => [letter, line.slice(0, at)] as const);
  }),
);
