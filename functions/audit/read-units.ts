import type { ConsumedCapacity } from '@aws-sdk/client-dynamodb';

/** The reads of a search reached their limit. A later search goes on from here. */
export class ReadsSpent extends Error {
  override readonly name = 'ReadsSpent';
}

/** Least cost of a request, which a database on this machine does not count. Source: Amazon DynamoDB Developer Guide, "Read consistency". */
const MIN_UNITS_A_REQUEST = 0.5;

/** Adds up what reads cost. */
export class ReadUnits {
  #sum = 0;
  #requests = 0;
  readonly #max: number;

  /** @param max read units after which no further page is read */
  constructor(max = Number.POSITIVE_INFINITY) {
    this.#max = max;
  }

  get sum(): number {
    return this.#sum;
  }

  get requests(): number {
    return this.#requests;
  }

  get areSpent(): boolean {
    return Math.max(this.#sum, this.#requests * MIN_UNITS_A_REQUEST) >= this.#max;
  }

  /** @param consumed what DynamoDB says that a request cost; a database that does not say so counts as one unit */
  add(consumed: ConsumedCapacity | undefined): void {
    this.#sum += consumed?.CapacityUnits ?? 1;
    this.#requests += 1;
  }

  /** @throws {ReadsSpent} before a page that would be one too many */
  check(): void {
    if (this.areSpent) throw new ReadsSpent();
  }
}
