import type { ConsumedCapacity } from '@aws-sdk/client-dynamodb';

/** Adds up what reads cost. */
export class ReadUnits {
  #sum = 0;

  get sum(): number {
    return this.#sum;
  }

  /** @param consumed what DynamoDB says that a request cost; a database that does not say so counts as one unit */
  add(consumed: ConsumedCapacity | undefined): void {
    this.#sum += consumed?.CapacityUnits ?? 1;
  }
}
