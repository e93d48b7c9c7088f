/** Rows beyond either end of the view that are in the document, too. */
const OVERSCAN_ROWS = 10;

interface ListView {
  /** Pixels. */
  readonly top: number;
  readonly height: number;
  readonly rowHeight: number;
  readonly count: number;
}

/** Returns the rows that a view needs: from `first` to before `end`. */
export function windowOf({ top, height, rowHeight, count }: ListView): {
  readonly first: number;
  readonly end: number;
} {
  const first = Math.max(0, Math.floor(top / rowHeight) - OVERSCAN_ROWS);
  const end = Math.min(count, Math.ceil((top + height) / rowHeight) + OVERSCAN_ROWS);
  return { first: Math.min(first, end), end };
}

/** Returns how many rows a key moves the choice, or undefined for any other key. */
export function stepOf(key: string, rowsPerPage: number): number | undefined {
  switch (key) {
    case 'ArrowDown':
      return 1;
    case 'ArrowUp':
      return -1;
    case 'PageDown':
      return rowsPerPage;
    case 'PageUp':
      return -rowsPerPage;
    case 'Home':
      return Number.NEGATIVE_INFINITY;
    case 'End':
      return Number.POSITIVE_INFINITY;
    default:
      return undefined;
  }
}
