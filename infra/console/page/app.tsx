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
  return (
    <>
      <Header route={route} />
      <main id="main">
        <View route={route} />
      </main>
    </>
  );
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
