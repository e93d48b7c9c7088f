import { formatRoute, type Route } from '../route.ts';
import { Help } from './help.tsx';

const VIEWS = [
  { view: 'events', title: 'Events', route: { view: 'events', q: '' } },
  { view: 'policies', title: 'Policies', route: { view: 'policies' } },
  { view: 'health', title: 'Health', route: { view: 'health' } },
] as const;

/** Name of the page, the ways to its views, and the help. */
export function Header({ route }: { readonly route: Route }) {
  const current = route.view === 'group' || route.view === 'user' ? 'events' : route.view;
  return (
    <header class="top">
      <h1>
        <span class="mark" aria-hidden="true" />
        <span class="name">OpenIM webhooks</span>
      </h1>
      <nav aria-label="Views">
        {VIEWS.map((view) => (
          <a
            key={view.view}
            href={formatRoute(view.route)}
            {...(view.view === current && { 'aria-current': 'page' as const })}
          >
            {view.title}
          </a>
        ))}
      </nav>
      <Help />
    </header>
  );
}
