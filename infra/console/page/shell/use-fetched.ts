import { useEffect, useState } from 'preact/hooks';
import { ApiError } from '../api-client.ts';

/** Progress of a read. `value` of an earlier read stays while the next one is under way. */
export interface Fetched<Value> {
  readonly value?: Value;
  readonly error?: ApiError;
  readonly isLoading: boolean;
}

/** Reads a value, again whenever `key` changes. A later read cancels an earlier one. */
export function useFetched<Value>(key: string, read: (signal: AbortSignal) => Promise<Value>): Fetched<Value> {
  const [fetched, setFetched] = useState<Fetched<Value>>({ isLoading: true });
  // `read` is another function in each render. The key identifies the value that it reads.
  useEffect(() => {
    const aborter = new AbortController();
    setFetched(({ value }) => ({ ...(value !== undefined && { value }), isLoading: true }));
    read(aborter.signal).then(
      (value) => !aborter.signal.aborted && setFetched({ value, isLoading: false }),
      (error: unknown) => !aborter.signal.aborted && setFetched({ error: asApiError(error), isLoading: false }),
    );
    return () => aborter.abort();
  }, [key]);
  return fetched;
}

export function asApiError(error: unknown): ApiError {
  return error instanceof ApiError ? error : new ApiError('failed', String(error));
}
