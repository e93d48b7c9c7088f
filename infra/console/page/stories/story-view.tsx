import type { ComponentChildren } from 'preact';
import { useCallback, useRef } from 'preact/hooks';
import { EventDetail } from '../events/event-detail.tsx';
import type { Route } from '../route.ts';
import { goTo } from '../shell/use-route.ts';

interface StoryViewProps {
  readonly route: Extract<Route, { readonly view: 'group' | 'user' }>;
  readonly children: ComponentChildren;
}

/** A story, and beside it the event that was chosen from it. */
export function StoryView({ route: { view, id, event }, children }: StoryViewProps) {
  const detail = useRef<HTMLElement>(null);
  const close = useCallback(() => goTo({ view, id }, 'replace'), [view, id]);
  return (
    <div class={event ? 'story with-detail' : 'story'}>
      <div class="panes">
        <article>{children}</article>
        {event && <EventDetail id={event} pane={detail} onClose={close} />}
      </div>
    </div>
  );
}
