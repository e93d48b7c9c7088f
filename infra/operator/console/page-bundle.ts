import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { BuildOptions } from 'esbuild';

const PAGE = join(import.meta.dirname, '../../console/page');

const ENTRIES = ['main.tsx', 'main.ts'].map((name) => join(PAGE, name));

/** The page as one document, and the hashes of its script and its style sheet for the content security policy. */
export interface PageBundle {
  readonly html: string;
  readonly hashes: { readonly script: string; readonly style: string };
}

const PLACEHOLDER: BuildOptions = {
  stdin: { contents: "document.body.textContent = 'The console has no page.';", loader: 'js' },
};

/**
 * Bundles the page in memory.
 *
 * @param entry its first module; by default `page/main.tsx` or `page/main.ts`
 */
export async function bundlePage(entry = ENTRIES.find((file) => existsSync(file))): Promise<PageBundle> {
  // Loaded late, because it is large and the callbacks of the same machine come first.
  const { build } = await import('esbuild');
  const { outputFiles = [] } = await build({
    ...(entry === undefined ? PLACEHOLDER : { entryPoints: [entry] }),
    bundle: true,
    minify: true,
    charset: 'utf8',
    format: 'esm',
    target: 'es2022',
    jsx: 'automatic',
    legalComments: 'none',
    logLevel: 'silent',
    outdir: PAGE,
    write: false,
  });
  const [script = '', style = ''] = ['.js', '.css'].map(
    (type) => outputFiles.find(({ path }) => path.endsWith(type))?.text,
  );
  return documentOf(script, style);
}

function documentOf(script: string, style: string): PageBundle {
  for (const [text, end] of [
    [script, /<\/script|<!--/i],
    [style, /<\/style/i],
  ] as const)
    if (end.test(text)) throw new Error('the page would end its own script or style sheet');
  const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>OpenIM webhooks</title>
<link rel="icon" href="data:,">
<style>${style}</style>
</head>
<body>
<script type="module">${script}</script>
</body>
</html>
`;
  return { html, hashes: { script: hashOf(script), style: hashOf(style) } };
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
