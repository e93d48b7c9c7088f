import { randomOf } from '../random.ts';
import { ALPHABETS } from './alphabets.ts';
import { ASIAN } from './asian.ts';
import type { EvasionClass } from './evasion-class.ts';
import { INSERTED } from './inserted.ts';
import { LOOK_ALIKES } from './look-alikes.ts';
import { SPELLING } from './spelling.ts';

export interface Evasion {
  readonly class: string;
  readonly term: string;
  readonly written: string;
}

const SINGLE = [...SPELLING, ...ALPHABETS, ...LOOK_ALIKES, ...INSERTED, ...ASIAN];

/** Classes that people use together. The second one writes what the first one wrote. */
const PAIRS = [
  ['case', 'zero-width characters'],
  ['look-alikes of Latin, Cyrillic, Greek', 'separators'],
  ['mathematical', 'appended digits'],
  ['digits for letters', 'zero-width characters'],
  ['full width', 'separators'],
  ['traditional and simplified Han', 'spaces between Han'],
] as const;

export const EVASION_CLASSES: readonly EvasionClass[] = [...SINGLE, { name: 'two at once', evade: twoAtOnce }];

/** Returns all evasions of these terms, in the same way in every run. */
export function evasionsOf(terms: readonly string[], classes = EVASION_CLASSES): readonly Evasion[] {
  return classes.flatMap(({ name, evade }) =>
    terms.flatMap((term) =>
      [...new Set(evade(term, randomOf(`${name} ${term}`)))].map((written) => ({ class: name, term, written })),
    ),
  );
}

function twoAtOnce(term: string): string[] {
  return PAIRS.flatMap(([first, second]) => {
    const [once] = classNamed(first).evade(term, randomOf(`${first} ${term}`));
    if (once === undefined || once === term) return [];
    return classNamed(second)
      .evade(once, randomOf(`${second} ${term}`))
      .slice(0, 1);
  });
}

function classNamed(name: string): EvasionClass {
  const found = SINGLE.find((each) => each.name === name);
  if (!found) throw new Error(`no class of evasions is called ${name}`);
  return found;
}
