import { useEffect } from 'preact/hooks';
import { EventsView } from './events/events-view.tsx';
import { HealthView } from './health/health-view.tsx';
import { PoliciesView } from './policies/policies-view.tsx';
import type { Route } from './route.ts';
import { Header } from './shell/header.tsx';
import { useRoute } from './shell/use-route.ts';
import { GroupView } from './stories/group-view.tsx';
import { UserView } from './stories/user-view.tsx';

/** The whole page: a header, and the view that the address names. */
export function App() {
  const route = useRoute();
  useEffect(() => {
    document.title = titleOf(route);
  }, [route]);
  return (
    <>
      <Header route={route} />
      <main id="main">
        <View route={route} />
      </main>
    </>
  );
}

/** Title of the window and of a bookmark. */
function titleOf(route: Route): string {
  const names = { events: 'Events', group: 'Group', user: 'User', policies: 'Policies', health: 'Health' };
  const what = route.view === 'events' ? route.q : 'id' in route ? route.id : '';
  return `${names[route.view]}${what && ` ${what}`} · OpenIM webhooks`;
}

function View({ route }: { readonly route: Route }) {
  switch (route.view) {
    case 'events':
      return <EventsView q={route.q} {...(route.event && { event: route.event })} />;
    case 'group':
      return <GroupView key={route.id} id={route.id} {...(route.event && { event: route.event })} />;
    case 'user':
      return <UserView key={route.id} id={route.id} {...(route.event && { event: route.event })} />;
    case 'policies':
      return <PoliciesView {...(route.scope && { scope: route.scope })} />;
    case 'health':
      return <HealthView />;
  }
}
