import all from 'unhomoglyph/data.json' with { type: 'json' };
import { expect, it } from 'vitest';
import { searchFor } from '../../../../functions/policy/text/search.ts';

it('finds a term with any look-alike of a Latin letter that Unicode TR 39 lists', () => {
  const lookAlikes = Object.entries(all as Record<string, string>).filter(
    ([character, letter]) => /^[A-Z]$/i.test(letter) && /^[^\0-\x7f]$/u.test(character),
  );
  const missed = lookAlikes.filter(
    ([character, letter]) => searchFor([{ term: `xq${letter}zk` }])(`xq${character}zk`).length === 0,
  );

  expect(lookAlikes.length).toBeGreaterThan(1_200);
  expect(missed).toEqual([]);
});
