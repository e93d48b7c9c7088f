/** Place in the page. It is the fragment of the address, which browsers do not send to a server. */
export type Route =
  | { readonly view: 'events'; readonly q: string; readonly event?: string }
  | { readonly view: 'group' | 'user'; readonly id: string; readonly event?: string }
  | { readonly view: 'policies'; readonly scope?: string }
  | { readonly view: 'health' };

/** Returns the place that a fragment names, such as `#/events?q=kick&event=…`. Any other text is the list of events. */
export function parseRoute(fragment: string): Route {
  const [path = '', search = ''] = splitOnce(fragment.replace(/^#\/?/, ''), '?');
  const parameters = new URLSearchParams(search);
  const [view = '', ...rest] = path.split('/');
  const event = parameters.get('event') ?? undefined;
  const id = decoded(rest.join('/'));
  if ((view === 'group' || view === 'user') && id) return { view, id, ...(event && { event }) };
  if (view === 'policies') return { view, ...(id && { scope: id }) };
  if (view === 'health') return { view };
  return { view: 'events', q: parameters.get('q') ?? '', ...(event && { event }) };
}

/** Returns the fragment of a place: the inverse of `parseRoute`. */
export function formatRoute(route: Route): string {
  switch (route.view) {
    case 'events':
      return `#/events${searchOf({ q: route.q, event: route.event })}`;
    case 'group':
    case 'user':
      return `#/${route.view}/${encodeURIComponent(route.id)}${searchOf({ event: route.event })}`;
    case 'policies':
      return `#/policies${route.scope ? `/${encodeURIComponent(route.scope)}` : ''}`;
    case 'health':
      return '#/health';
  }
}

function searchOf(parameters: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(parameters).filter((entry): entry is [string, string] => Boolean(entry[1]));
  return given.length > 0 ? `?${new URLSearchParams(given)}` : '';
}

function splitOnce(text: string, separator: string): [string, string?] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

/** A hand-written address can hold `%` that encodes nothing. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
