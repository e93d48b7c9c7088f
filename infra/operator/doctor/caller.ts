import { TEST_HEADER } from '../../../functions/openim/mark-headers.ts';
import { authorizationOf, withoutCredentials } from '../calls/credentials.ts';
import { type HttpAnswer, type NoAnswer, Poster } from '../calls/poster.ts';
import { withoutSecrets } from './without-secrets.ts';

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
  async send(suffix: string, body: object, password?: string): Promise<HttpAnswer | NoAnswer> {
    const { url, ...own } = withoutCredentials(this.#address + suffix);
    const credentials = { ...own, ...(password !== undefined && { password }) };
    const authorization = authorizationOf(credentials);
    const headers = {
      'User-Agent': 'openim-webhook-doctor',
      [TEST_HEADER]: '1',
      ...(authorization !== undefined && { Authorization: authorization }),
    };
    const answer = await this.#poster.post(url, headers, `${JSON.stringify(body)}\n`);
    return withoutSecrets(answer, [authorization?.replace('Basic ', '') ?? '', credentials.password]);
  }

  close(): void {
    this.#poster.close();
  }
}
