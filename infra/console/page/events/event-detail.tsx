import type { RefObject } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { ROUTES } from '../../api.ts';
import type { EventAnswer } from '../../contract/events.ts';
import { get } from '../api-client.ts';
import { Failure } from '../shell/notices.tsx';
import { useFetched } from '../shell/use-fetched.ts';
import { EventExplained } from './event-explained.tsx';
import { useFocusBack } from './use-focus-back.ts';

/** Wait before a chosen event is read, so that holding an arrow key down does not read each one it passes. */
const SETTLE_MS = 60;

interface EventDetailProps {
  readonly id: string;
  readonly pane: RefObject<HTMLElement>;
  readonly onClose: () => void;
}

/** One event in full. Escape closes it, and the focus goes back. */
export function EventDetail({ id, pane, onClose }: EventDetailProps) {
  const { value, error, isLoading } = useFetched(id, async (signal) => {
    await settled(signal);
    return get<EventAnswer>(ROUTES.event, { id }, signal);
  });
  useFocusBack(pane);
  useEffect(() => {
    const closeOnEscape = (event: KeyboardEvent) => {
      const isInDialog = event.target instanceof Element && event.target.closest('dialog') !== null;
      if (event.key === 'Escape' && !event.defaultPrevented && !isInDialog) onClose();
    };
    window.addEventListener('keydown', closeOnEscape);
    return () => window.removeEventListener('keydown', closeOnEscape);
  }, [onClose]);
  return (
    <section ref={pane} class="detail" aria-label="Event" aria-busy={isLoading} tabIndex={-1}>
      <div class="bar">
        <CopyLink key={id} />
        <button type="button" class="quiet" onClick={onClose} aria-keyshortcuts="Escape">
          Close
        </button>
      </div>
      {error && <Failure error={error} />}
      {value && <EventExplained key={value.row.eventID} answer={value} />}
    </section>
  );
}

function CopyLink() {
  const [text, setText] = useState('Copy link');
  const copy = () =>
    navigator.clipboard.writeText(location.href).then(
      () => setText('Copied'),
      () => setText('Copy the address of the page'),
    );
  return (
    <button type="button" class="quiet" aria-live="polite" onClick={() => void copy()}>
      {text}
    </button>
  );
}

function settled(signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, SETTLE_MS);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
}
