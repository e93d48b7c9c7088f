import type { RefObject } from 'preact';
import { useEffect } from 'preact/hooks';

/** Gives the focus back to where it was when a pane opened. On a narrow screen, the pane hides that, and has the focus itself. */
export function useFocusBack(pane: RefObject<HTMLElement>): void {
  useEffect(() => {
    const opener = document.activeElement;
    if (opener instanceof HTMLElement && opener !== document.body && opener.offsetParent === null)
      pane.current?.focus();
    return () => {
      const hadFocus = pane.current?.contains(document.activeElement) || document.activeElement === document.body;
      // The list is shown again after this frame.
      if (hadFocus) requestAnimationFrame(() => focusAgain(opener));
    };
  }, [pane]);
}

function focusAgain(opener: Element | null): void {
  const isThere = opener instanceof HTMLElement && opener.isConnected && opener !== document.body;
  const target = isThere ? opener : document.querySelector<HTMLElement>('[role=listbox][tabindex="0"]');
  target?.focus();
}
