import { follow, type LiveHandlers } from '../api-client.ts';

interface Handlers extends LiveHandlers {
  /** The tab is hidden. The stream opens again when it is seen. */
  readonly paused: () => void;
}

/**
 * Follows a live stream while the tab is visible. Browsers have six connections to a host for all of its tabs together, so that hidden
 * ones would leave none.
 *
 * @returns a function that ends it
 */
export function followWhileVisible(address: string, handlers: Handlers): () => void {
  let end: (() => void) | undefined;
  const update = () => {
    if (document.visibilityState === 'visible') {
      end ??= follow(address, handlers);
      return;
    }
    end?.();
    end = undefined;
    handlers.paused();
  };
  document.addEventListener('visibilitychange', update);
  update();
  return () => {
    document.removeEventListener('visibilitychange', update);
    end?.();
  };
}
