import type { Handler } from 'hono';
import { pagePolicy } from '../headers.ts';
import { bundlePage, type PageBundle } from '../page-bundle.ts';

/** Bundles the page at the first request, and answers with it from then on. */
export function page(bundle: () => Promise<PageBundle> = bundlePage): Handler {
  let bundled: Promise<PageBundle> | undefined;
  return async (c) => {
    bundled ??= bundle().catch((error) => {
      bundled = undefined;
      throw error;
    });
    const { html, hashes } = await bundled;
    return c.html(html, 200, { 'content-security-policy': pagePolicy(hashes) });
  };
}
