import { useRef, useState } from 'preact/hooks';
import { post } from '../api-client.ts';
import { asApiError, type Fetched } from '../shell/use-fetched.ts';

/** Posts a body on demand. A later one cancels an earlier one. `bodyOf` may throw an ApiError for what it can't read. */
export function usePosted<Answer>(
  route: string,
  bodyOf: () => unknown,
): Partial<Fetched<Answer>> & { readonly send: () => void } {
  const [posted, setPosted] = useState<Partial<Fetched<Answer>>>({});
  const aborter = useRef<AbortController>(undefined);
  const send = async () => {
    aborter.current?.abort();
    const started = new AbortController();
    aborter.current = started;
    const { signal } = started;
    setPosted({ isLoading: true });
    try {
      const value = await post<Answer>(route, bodyOf(), signal);
      setPosted({ value, isLoading: false });
    } catch (error) {
      if (!signal.aborted) setPosted({ error: asApiError(error), isLoading: false });
    }
  };
  return { ...posted, send: () => void send() };
}
