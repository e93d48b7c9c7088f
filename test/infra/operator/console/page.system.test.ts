import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { bundlePage } from '../../../../infra/operator/console/page-bundle.ts';
import { ask, openConsole } from '../../../support/console.ts';
import { emptyDirectory } from '../../../support/processes.ts';
import { auditTable } from '../../../support/table.ts';

const MAX_BYTES = 60_000;

it('is one small document whose script and styles are the only ones that may run', async () => {
  const { port, cookie } = await openConsole(await auditTable());

  const { status, headers, text } = await ask(port, '/', { headers: cookie });

  expect(status).toBe(200);
  expect(headers['content-type']).toMatch(/^text\/html; charset=utf-8$/i);
  const policy = String(headers['content-security-policy']);
  for (const [tag, directive] of [
    ['script', 'script-src'],
    ['style', 'style-src'],
  ] as const) {
    const [element, ...others] = [...text.matchAll(new RegExp(`<${tag}[^>]*>([\\s\\S]*?)</${tag}>`, 'g'))];
    const hash = createHash('sha256')
      .update(element?.[1] ?? '')
      .digest('base64');
    expect(others).toEqual([]);
    expect(policy).toContain(`${directive} 'sha256-${hash}'`);
  }
  expect(policy).not.toMatch(/unsafe|https?:|\*/);
  expect(gzipSync(text).byteLength).toBeLessThanOrEqual(MAX_BYTES);
});

it('is bundled with all that it imports, and with its styles', async () => {
  const directory = await emptyDirectory();
  await writeFile(join(directory, 'style.css'), 'body { color: red }');
  await writeFile(join(directory, 'text.ts'), "export const text: string = '</script> 你好';");
  await writeFile(
    join(directory, 'main.ts'),
    "import { text } from './text.ts';\nimport './style.css';\ndocument.body.textContent = text;",
  );

  const { html } = await bundlePage(join(directory, 'main.ts'));

  expect(html).toContain('<style>body{color:red}');
  expect(html).toContain('你好');
  expect(html.match(/<\/script>/g)).toHaveLength(1);
});
