import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { withSection } from '../report/section.ts';
import { figureOf } from './figures.ts';
import { answerSection, lossSection } from './markdown.ts';
import { parseOptions } from './options.ts';
import type { LossResult, Results } from './results.ts';

const loss = (load: string, receiver: string, way: 'direct' | 'relay', lost: number[], rounds = 3): LossResult => ({
  ...{ load, receiver, way, rounds },
  ...{ lost: figureOf(lost), p50: figureOf(way === 'relay' ? [0.5] : []), p99: figureOf([9]) },
});

const measured: Results = {
  ...{ machine: '2 cores of a processor, Node 24.0.0', date: '2026-03-04', load: figureOf([0.25, 1.5]), rounds: 7 },
  losses: [
    loss('burst of 3,000', '20 ms', 'direct', [2_630, 2_637, 2_683]),
    loss('burst of 3,000', '20 ms', 'relay', [0, 51, 0]),
    loss('50 a second for 60 s', 'away', 'relay', [0], 1),
  ],
  flush: { p50: figureOf([0.15]), p99: figureOf([0.3, 1.7, 0.2]) },
  after: [
    {
      ...{ what: 'relay, which delivers meanwhile', connections: 2, p50: figureOf([0.5]), p99: figureOf([1]) },
      ...{ perSecond: figureOf([3_470]), extra: figureOf([0.3]) },
    },
  ],
  before: [],
};

/** A run as `--from` reads it. */
const results = JSON.parse(JSON.stringify(measured)) as Results;

it('shows what was lost directly and through the relay in one row', () => {
  const section = lossSection(results);

  expect(section).toContain('| burst of 3,000 | 20 ms | 2,637 (2,630–2,683) | 0 (0–51) | 0.50 |');
  expect(section).toContain('| 50 a second for 60 s, one round | away | not measured | 0 | 0.50 |');
  expect(section).toContain('A flush of 4 kB took 0.15 ms (p50) and 0.30 (0.20–1.70) ms (p99).');
  expect(section).toContain('Medians of 3 rounds');
});

it('shows answers, and whether they meet the goals', () => {
  const section = answerSection(results);

  expect(section).toContain('| relay, which delivers meanwhile | 2 | 0.50 | 1.00 | 3,470 | 0.30 |  |');
  expect(section).toMatch(/\| relay, which delivers meanwhile, 2 connections: p50 .* \| 0\.30 \| met \|/);
  expect(section).toContain('Medians of 7 rounds');
});

it.each([
  { page: 'relay.md', section: lossSection(results) },
  { page: 'load.md', section: answerSection(results) },
])('has a place in $page, and writing it again changes nothing', ({ page, section }) => {
  const document = readFileSync(join(import.meta.dirname, '../../../docs', page), 'utf8');
  const written = withSection(document, section);

  expect(written).toContain(section.trimEnd());
  expect(withSection(written, section)).toBe(written);
  expect(written.match(/^## .*/gm)).toEqual(document.match(/^## .*/gm));
});

it('writes no figures of a part', () => {
  expect(parseOptions(['--write', '--only', 'away'])).toMatch(/^Use --write without --only/);
  expect(parseOptions(['--write', '--from', 'run.json'])).toMatchObject({ format: 'write', from: 'run.json' });
  expect(() => lossSection({ ...results, losses: [] })).toThrow('no losses were measured');
  expect(() => answerSection({ ...results, after: [] })).toThrow('no answers were measured');
});
