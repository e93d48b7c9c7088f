import { useEffect, useState } from 'preact/hooks';

/** Below this width a row has two lines. The style sheet has the same width and heights. */
const NARROW = '(max-width: 720px)';
const ROW_HEIGHT_PX = 28;
const NARROW_ROW_HEIGHT_PX = 56;

/** Returns the height of a row of the list, in pixels. */
export function useRowHeight(): number {
  const [isNarrow, setNarrow] = useState(() => matchMedia(NARROW).matches);
  useEffect(() => {
    const media = matchMedia(NARROW);
    const follow = () => setNarrow(media.matches);
    media.addEventListener('change', follow);
    return () => media.removeEventListener('change', follow);
  }, []);
  return isNarrow ? NARROW_ROW_HEIGHT_PX : ROW_HEIGHT_PX;
}
