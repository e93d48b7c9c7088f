import type { Target } from '../receiver/target.ts';
import { Rush } from './rush.ts';
import { createServer, type Server, type ServerOptions } from './server.ts';
import type { Waiting } from './target-state.ts';

export interface ServersOptions extends Omit<ServerOptions, 'onState' | 'rush'> {
  /** Called when a server begins to wait for a new cause, and with undefined when it takes requests again. */
  readonly onState: (target: Target, waiting: Waiting | undefined) => void;
}

/** The receiver and the servers beside it. */
export class Servers {
  readonly #byName: ReadonlyMap<string, Server>;
  readonly receiver: Server;
  readonly #rush: Rush;

  constructor(receiver: Target, others: readonly Target[], { onState, ...options }: ServersOptions) {
    this.#rush = new Rush(options.now);
    const create = (target: Target) =>
      createServer(target, { ...options, rush: this.#rush, onState: (waiting) => onState(target, waiting) });
    this.receiver = create(receiver);
    this.#byName = new Map([this.receiver, ...others.map(create)].map((server) => [server.target.name, server]));
  }

  get all(): readonly Server[] {
    return [...this.#byName.values()];
  }

  /** @throws {TypeError} for a name that none of them has */
  named(name: string): Server {
    const server = this.#byName.get(name);
    if (server === undefined) throw new TypeError(`no server is named ${name}`);
    return server;
  }

  /** Says that the spool has a new request for some of them. */
  notify(names: readonly string[]): void {
    this.#rush.add();
    for (const name of names) this.#byName.get(name)?.deliveries.notify();
  }

  start(): void {
    for (const { deliveries } of this.all) deliveries.start();
  }

  /** Ends deliveries under way after some time. */
  async stop(timeoutMs: number): Promise<void> {
    await Promise.all(this.all.map((server) => server.stop(timeoutMs)));
  }
}
