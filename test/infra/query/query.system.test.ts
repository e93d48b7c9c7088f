import { readdir } from 'node:fs/promises';
import { build } from 'esbuild';
import { expect, it } from 'vitest';

const FOLDER = 'infra/query';

/** A page loads it before the first row is shown. */
const MAX_BYTES = 64 * 1_024;

it('runs in a browser: it needs no module of Node or AWS, and is small', async () => {
  const files = (await readdir(FOLDER)).map((file) => `export * from './${file}';`);

  const { outputFiles, metafile, warnings } = await build({
    stdin: { contents: files.join('\n'), resolveDir: FOLDER, loader: 'ts' },
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    format: 'esm',
    platform: 'browser',
  });

  const inputs = Object.keys(metafile.inputs).filter((input) => /@aws-sdk|@smithy|^node:/.test(input));
  expect({ inputs, warnings }).toEqual({ inputs: [], warnings: [] });
  expect(outputFiles[0]?.text).not.toMatch(/\b(process|Buffer)\b[.(]/);
  expect(outputFiles[0]?.contents.length).toBeLessThan(MAX_BYTES);
});
