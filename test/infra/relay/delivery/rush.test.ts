import { expect, it } from 'vitest';
import { Rush } from '../../../../infra/relay/delivery/rush.ts';

/** Adds callbacks at a steady rate for 200 ms of a clock that it moves. */
function rushAfter(perSecond: number) {
  const clock = { ms: 0 };
  const rush = new Rush(() => clock.ms);
  for (; clock.ms < 200; clock.ms += 1_000 / perSecond) rush.add();
  return { rush, clock };
}

it.each([
  { perSecond: 200, isOn: false },
  { perSecond: 1_500, isOn: false },
  { perSecond: 2_500, isOn: true },
  { perSecond: 20_000, isOn: true },
])('with $perSecond callbacks a second a rush is on: $isOn', ({ perSecond, isOn }) => {
  expect(rushAfter(perSecond).rush.isOn).toBe(isOn);
});

it('ends a rush soon after the last callback', () => {
  const { rush, clock } = rushAfter(20_000);
  clock.ms += 50;
  expect(rush.isOn).toBe(false);
});
