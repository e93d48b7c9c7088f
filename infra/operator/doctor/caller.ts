import { TEST_HEADER } from '../../../functions/callback/test-mark.ts';
import { authorizationOf, withoutCredentials } from '../calls/credentials.ts';
import { type HttpAnswer, type NoAnswer, Poster } from '../calls/poster.ts';

/** Sends test events to one address. */
export class Caller {
  readonly #poster: Poster;
  readonly #address: string;

  constructor(address: string, timeoutMs: number) {
    this.#address = address;
    this.#poster = new Poster(address, { connections: 1, timeoutMs });
  }

  /**
   * Sends one test event. Never throws.
   *
   * @param suffix what follows the address, such as `/callbackAfterJoinGroupCommand`
   * @param password replaces the one of the address
   */
  send(suffix: string, body: object, password?: string): Promise<HttpAnswer | NoAnswer> {
    const { url, ...own } = withoutCredentials(this.#address + suffix);
    const authorization = authorizationOf({ ...own, ...(password !== undefined && { password }) });
    const headers = {
      'User-Agent': 'openim-webhook-doctor',
      [TEST_HEADER]: '1',
      ...(authorization !== undefined && { Authorization: authorization }),
    };
    return this.#poster.post(url, headers, `${JSON.stringify(body)}\n`);
  }

  close(): void {
    this.#poster.close();
  }
}
