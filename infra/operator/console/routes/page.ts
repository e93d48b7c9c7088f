import type { Handler } from 'hono';
import { ConsoleError } from '../console-error.ts';
import { pagePolicy } from '../headers.ts';
import { bundlePage, type PageBundle } from '../page-bundle.ts';

/** Bundles the page at the first request, and answers with it from then on. */
export function page(bundle: () => Promise<PageBundle> = bundlePage): Handler {
  let bundled: Promise<PageBundle> | undefined;
  return async (c) => {
    bundled ??= bundle().catch((error) => {
      bundled = undefined;
      // The message has places in the page's source, and nothing that others wrote.
      throw new ConsoleError('failed', `The page can't be bundled: ${error.message}`);
    });
    const { html, hashes } = await bundled;
    return c.html(html, 200, { 'content-security-policy': pagePolicy(hashes) });
  };
}
