import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';

/** Returns the width that an element's parent has for it, in pixels. 0 before it is known. */
export function useWidth(element: { readonly current: HTMLElement | null }): number {
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const target = element.current?.parentElement;
    if (!target) return;
    const observer = new ResizeObserver(() => setWidth(target.clientWidth));
    observer.observe(target);
    setWidth(target.clientWidth);
    return () => observer.disconnect();
  }, [element]);
  return width;
}

/** Draws again when the theme changes, because a canvas keeps its colours. */
export function useRedrawOnTheme(redraw: () => void): void {
  const latest = useRef(redraw);
  latest.current = redraw;
  useEffect(() => {
    const media = matchMedia('(prefers-color-scheme: dark)');
    const follow = () => latest.current();
    media.addEventListener('change', follow);
    return () => media.removeEventListener('change', follow);
  }, []);
}
