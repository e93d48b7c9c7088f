import { lettersLike } from './folds/confusables.ts';
import { fancyLetter } from './folds/fancy.ts';
import { FOLDS } from './folds/fold.ts';
import { toSimplified } from './folds/han.ts';
import type { Forms } from './reading.ts';

const HAN = /^[\u4e00-\u9fff]$/;

/** Returns the forms of a Han character that looks like no other. Policies have thousands of them. */
export function formsOfHan(cluster: string): Forms | undefined {
  if (!HAN.test(cluster) || lettersLike(cluster) !== undefined) return undefined;
  const forms = [{ letters: cluster, folds: 0 }];
  const simple = toSimplified(cluster);
  if (simple !== cluster) forms.push({ letters: simple, folds: FOLDS.hanVariants });
  const fancy = fancyLetter(cluster);
  const all = fancy === undefined ? forms : [...forms, { letters: fancy, folds: FOLDS.fancy }];
  return { isVisible: true, isFlag: false, forms, readings: all.map((form) => ({ ...form, when: 0 })) };
}
