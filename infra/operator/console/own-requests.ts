import type { Context, MiddlewareHandler } from 'hono';
import { ConsoleError } from './console-error.ts';

/** Returns the `Host` headers that lead here. */
export function ownHosts(port: number): string[] {
  return [`127.0.0.1:${port}`, `localhost:${port}`];
}

/**
 * Refuses requests that pages of others could send. A name that resolves to this machine (DNS rebinding) has another `Host`. Pages
 * on other ports of this machine are foreign, although browsers send them the same cookies.
 */
export function requireOwn(hosts: readonly string[]): MiddlewareHandler {
  return async (c, next) => {
    const host = c.req.header('host') ?? '';
    if (!hosts.includes(host)) throw foreign(`The host ${JSON.stringify(host)} is not this console.`);
    const origin = c.req.header('origin');
    if (origin !== undefined && origin !== `http://${host}`) throw foreign('Another page sent this request.');
    if (!isExpected(c)) throw foreign('Another page sent this request.');
    await next();
  };
}

function foreign(what: string): ConsoleError {
  return new ConsoleError('foreign', `${what} Open the address that the terminal shows.`);
}

/** A document may be opened from anywhere, but not in a frame. All else must come from the page. Old browsers do not say. */
function isExpected(c: Context): boolean {
  const site = c.req.header('sec-fetch-site');
  const destination = c.req.header('sec-fetch-dest');
  if (site === undefined || site === 'same-origin') return true;
  return destination === 'document' && c.req.method === 'GET' && !c.req.path.startsWith('/api/');
}

/** Refuses bodies that a form of another page could send. */
export const requireJson: MiddlewareHandler = async (c, next) => {
  const type = c.req.header('content-type')?.split(';', 1)[0]?.trim().toLowerCase();
  if (type !== 'application/json')
    throw new ConsoleError('notJson', 'The body is not application/json. Set the header Content-Type.');
  await next();
};
