import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stepOf, windowOf } from '../../../../infra/console/page/events/list-window.ts';

const anyView = fc.record({
  top: fc.nat(6_000_000),
  height: fc.nat(3_000),
  rowHeight: fc.constantFrom(28, 56),
  count: fc.nat(200_000),
});

describe('the rows in the document', () => {
  it('are all rows in view, and few others', () => {
    fc.assert(
      fc.property(anyView, (view) => {
        const { top, height, rowHeight, count } = view;
        const { first, end } = windowOf(view);

        expect(first).toBeGreaterThanOrEqual(0);
        expect(end).toBeLessThanOrEqual(count);
        expect(end - first).toBeLessThanOrEqual(height / rowHeight + 22);
        const [firstSeen, endSeen] = [
          Math.floor(top / rowHeight),
          Math.min(count, Math.ceil((top + height) / rowHeight)),
        ];
        if (firstSeen >= endSeen) return;
        expect(first).toBeLessThanOrEqual(firstSeen);
        expect(end).toBeGreaterThanOrEqual(endSeen);
      }),
    );
  });
});

describe('a key', () => {
  it.each([
    { key: 'ArrowDown', step: 1 },
    { key: 'PageUp', step: -20 },
    { key: 'Home', step: Number.NEGATIVE_INFINITY },
    { key: 'a', step: undefined },
  ])('$key moves the choice by $step rows', ({ key, step }) => {
    expect(stepOf(key, 20)).toBe(step);
  });
});
