import { useEffect, useState } from 'preact/hooks';

/** A value that one part of the page shows, without what is around it. */
export class Store<Value> {
  #value: Value;
  readonly #followers = new Set<(value: Value) => void>();

  constructor(value: Value) {
    this.#value = value;
  }

  get value(): Value {
    return this.#value;
  }

  change(change: Partial<Value>): void {
    this.#value = { ...this.#value, ...change };
    for (const follow of this.#followers) follow(this.#value);
  }

  follow(follow: (value: Value) => void): () => void {
    this.#followers.add(follow);
    follow(this.#value);
    return () => this.#followers.delete(follow);
  }
}

/** Returns the value of a store, and follows it. */
export function useStore<Value>(store: Store<Value>): Value {
  const [value, setValue] = useState(store.value);
  useEffect(() => store.follow(setValue), [store]);
  return value;
}
