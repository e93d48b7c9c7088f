import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { emptyDirectory } from '../../support/processes.ts';
import { ownBundle } from '../bundles/bundles.ts';
import { Sources } from './sources.ts';

it('finds the sources of functions in a bundle as it is deployed', async () => {
  const { file } = ownBundle('functions/before-set-group-member-info.ts', await emptyDirectory());
  const lines = readFileSync(file, 'utf8').split('\n');
  const sources = new Sources();
  const at = (text: string) => {
    const lineNumber = lines.findIndex((line) => line.includes(text));
    return { url: pathToFileURL(file).href, lineNumber, columnNumber: lines[lineNumber]?.indexOf(text) ?? -1 };
  };

  expect(sources.of(at('"callback is recorded"'))).toBe('functions/callback/log-fields.ts');
  expect(sources.of(at('"loose_object"'))).toBe('valibot/');
  expect(sources.of({ url: 'node:internal/process', lineNumber: 0, columnNumber: 0 })).toBeUndefined();
  expect(sources.of({ url: import.meta.url, lineNumber: 0, columnNumber: 0 })).toBeUndefined();
});
