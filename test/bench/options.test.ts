import { expect, it } from 'vitest';
import { parseOptions } from './options.ts';
import { SECTIONS } from './results.ts';

it('measures everything by default', () => {
  expect(parseOptions([])).toEqual({ format: 'text', quick: false, sections: SECTIONS, from: undefined });
});

it.each([
  { args: ['--only', 'warmth'], mistake: 'warmth is not a section. Use one of bundles, cold' },
  { args: ['--jsn'], mistake: 'Unknown option. Use --json' },
  { args: ['--json', '--markdown'], mistake: 'Use only one of --json and --markdown.' },
  { args: ['--write', '--only', 'cold'], mistake: 'Use --write without --only' },
])('says what is wrong with $args', ({ args, mistake }) => {
  expect(parseOptions(args)).toContain(mistake);
});
