import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

/** A process that is killed and started again. */
export class Mortal {
  readonly #argsOf: (port: number) => readonly string[];
  readonly #envOf: (port: number) => NodeJS.ProcessEnv;
  #child: ChildProcess | undefined;
  #port = 0;
  #started: Promise<void> = Promise.resolve();
  kills = 0;

  /**
   * A process prints its port: alone in a line, or in an address on 127.0.0.1. It gets the same port at each start.
   *
   * @param argsOf returns the arguments of Node, from the port, 0 at first
   */
  constructor(argsOf: (port: number) => readonly string[], envOf: (port: number) => NodeJS.ProcessEnv = () => ({})) {
    this.#argsOf = argsOf;
    this.#envOf = envOf;
  }

  get port(): number {
    return this.#port;
  }

  /** Resolves when it listens. */
  get started(): Promise<void> {
    return this.#started;
  }

  start(): Promise<void> {
    this.#started = this.#start();
    return this.#started;
  }

  /** Kills it with SIGKILL at once, and starts it again. */
  async kill(): Promise<void> {
    this.kills += 1;
    const again = Promise.withResolvers<void>();
    this.#started = again.promise;
    await this.end();
    await this.#start();
    again.resolve();
  }

  async end(): Promise<void> {
    if (!this.#child || this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    this.#child.kill('SIGKILL');
    await once(this.#child, 'exit');
  }

  async #start(): Promise<void> {
    const child = spawn(process.execPath, this.#argsOf(this.#port), {
      env: { ...this.#envOf(this.#port) },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.#child = child;
    let output = '';
    for (;;) {
      const [data] = await Promise.race([once(child.stdout, 'data'), once(child, 'exit').then(() => [undefined])]);
      if (data === undefined) throw new Error('a process did not start');
      output += data;
      const port = /(?:^|127\.0\.0\.1:)(\d+)(?:,|\n)/.exec(output)?.[1];
      if (port === undefined) continue;
      this.#port = Number(port);
      child.stdout.resume();
      return;
    }
  }
}
