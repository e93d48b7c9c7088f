import { expect, it } from 'vitest';
import { spellingsOf } from '../../../../functions/policy/text/forms.ts';
import { glyphOf } from '../../../../functions/policy/text/glyphs.ts';
import { sampledRuns } from '../../../support/sampled.ts';

it("spells a term's character as the search reads it in a name, with and without an accent", () => {
  const step = sampledRuns(11, 101);
  for (let code = 0; code < 0x1_fa00; code += step) {
    for (const cluster of [String.fromCodePoint(code), `${String.fromCodePoint(code)}\u0301`])
      expect(spellingsOf(cluster), cluster).toEqual(glyphOf(cluster)?.forms ?? null);
  }
});
