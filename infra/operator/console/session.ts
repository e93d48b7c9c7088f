import type { Context, MiddlewareHandler } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { ROUTES } from '../../console/api.ts';
import { isSameSecret, newSecret } from '../../local/secret.ts';
import { ConsoleError } from './console-error.ts';

const HOW_TO_OPEN = 'Open the address that the terminal shows.';

/**
 * Admits whoever opened the address with the secret. It is exchanged for a cookie with another secret, so that no address of the page
 * contains it. Both end with the process.
 */
export class Session {
  /** In the address that the terminal shows. */
  readonly secret = newSecret();
  readonly #cookie = newSecret();
  readonly #cookieName: string;

  /** @param port cookies of a host are shared by its ports, so that the name tells consoles apart */
  constructor(port: number) {
    this.#cookieName = `openim-console-${port}`;
  }

  /** Sets the cookie, and redirects to the page, whose address has no secret. */
  readonly open = (c: Context): Response => {
    if (!isSameSecret(c.req.param('secret') ?? '', this.secret))
      throw new ConsoleError('notOpened', `This address is of an earlier start. ${HOW_TO_OPEN}`);
    setCookie(c, this.#cookieName, this.#cookie, { path: '/', httpOnly: true, sameSite: 'Strict' });
    return c.redirect(ROUTES.page, 303);
  };

  readonly require: MiddlewareHandler = async (c, next) => {
    if (!isSameSecret(getCookie(c, this.#cookieName) ?? '', this.#cookie))
      throw new ConsoleError('notOpened', `This browser has not opened the console. ${HOW_TO_OPEN}`);
    await next();
  };
}
