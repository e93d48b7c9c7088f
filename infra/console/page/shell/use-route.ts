import { useLayoutEffect, useState } from 'preact/hooks';
import { formatRoute, parseRoute, type Route } from '../route.ts';

/** Goes to a place. `replace` leaves no step for the back button. */
export function goTo(route: Route, how: 'push' | 'replace' = 'push'): void {
  const fragment = formatRoute(route);
  if (fragment === location.hash) return;
  if (how === 'push') {
    location.hash = fragment;
    return;
  }
  history.replaceState(null, '', fragment);
  window.dispatchEvent(new HashChangeEvent('hashchange'));
}

/** Returns the place that the address names, and follows it. */
export function useRoute(): Route {
  const [route, setRoute] = useState(() => parseRoute(location.hash));
  // Before the first paint, so that no change of the address is missed.
  useLayoutEffect(() => {
    const follow = () => setRoute(parseRoute(location.hash));
    window.addEventListener('hashchange', follow);
    return () => window.removeEventListener('hashchange', follow);
  }, []);
  return route;
}
