import { type Plan, planOf, type Routing, targetsOf } from '../routing/routes.ts';
import { type CallbackAddress, callbackAddressOf } from './callback-request.ts';

/** URLs remembered at once, and their longest. OpenIM has one for each callback, and other callers must not fill the memory. */
const MAX_URLS = 500;
const MAX_URL_LENGTH = 300;

/** A callback and those who get it. */
export interface KnownCallback extends CallbackAddress {
  readonly plan: Plan;
  /** Names in the spool of those that an after callback is delivered to. */
  readonly targets: readonly string[];
}

/** Finds the callback of a URL. It remembers URLs, because each of them comes again and again. */
export class KnownCallbacks {
  readonly #routing: Routing;
  readonly #byUrl = new Map<string, KnownCallback>();

  constructor(routing: Routing) {
    this.#routing = routing;
  }

  /** Returns undefined for any other request. */
  find(url: string): KnownCallback | undefined {
    const known = this.#byUrl.get(url);
    if (known) return known;
    const address = callbackAddressOf(url);
    if (!address) return undefined;
    const plan = planOf(this.#routing, address.command, address.callback.timing);
    const found = { ...address, plan, targets: targetsOf(plan) };
    if (url.length <= MAX_URL_LENGTH) this.#remember(url, found);
    return found;
  }

  #remember(url: string, found: KnownCallback): void {
    if (this.#byUrl.size >= MAX_URLS) this.#byUrl.clear();
    this.#byUrl.set(url, found);
  }
}
