import { expect, it } from 'vitest';
import { figureOf } from '../figures.ts';
import { goalsOf } from '../goals.ts';
import type { Results } from '../results.ts';
import { markdownOf } from './markdown.ts';
import { withSection } from './section.ts';

const results: Results = {
  machine: {
    ...{ cpu: 'a processor', cores: 2, node: '24.0.0', date: '2026-03-04T05:06:07.089Z', commit: 'abc' },
    ...{ loadBefore: 0.25, loadAfter: 1, seconds: 200 },
  },
  judge: [
    {
      ...{ terms: 10_000, readyMs: figureOf([70]), readyCpuMs: figureOf([60]), wallUs: figureOf([30]) },
      ...{ cpuUs: figureOf([30]), floorRatio: figureOf([0.07]), firstMs: figureOf([190]) },
      ...{ longestMs: figureOf([150]), waitMs: figureOf([101, 120, 110]) },
    },
  ],
};

it('shows a figure with its quartiles, and whether its goal is met', () => {
  const section = markdownOf(results, goalsOf(results));

  expect(section).toContain('on 2 cores of a processor, load 0.3 before and 1.0 at the end');
  expect(section).toContain('| 110.0 (105.5–115.0) | ≤ 100 ms missed |');
});

it('replaces a section of a document, and nothing else', () => {
  const document = '# Page\n\n## Bench\n\nold\n\n### Table\n\n## The page\n\nkept\n';

  expect(withSection(document, '## Bench\n\nnew\n\n')).toBe('# Page\n\n## Bench\n\nnew\n\n## The page\n\nkept\n');
  expect(() => withSection(document, '## Missing\n')).toThrow('no section ## Missing');
});

it('ends a section at a heading of its own level or a higher one', () => {
  const document = '## Relay\n\n### Run\n\nold\n\n#### Part\n\n### Next\n\nkept\n\n## Last\n';

  expect(withSection(document, '### Run\n\nnew\n\n')).toBe(
    '## Relay\n\n### Run\n\nnew\n\n### Next\n\nkept\n\n## Last\n',
  );
  expect(withSection(document, '### Next\n\nnew\n\n')).toContain('#### Part\n\n### Next\n\nnew\n\n## Last\n');
});
