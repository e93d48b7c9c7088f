import { expect, it } from 'vitest';
import { shownTime } from '../../../infra/operator/shown-time.ts';

it.each([
  { form: 'six digits', receivedAt: '2026-03-04T05:06:07.089001Z', shown: '2026-03-04T05:06:07.089Z' },
  { form: 'three digits, of older records', receivedAt: '2026-03-04T05:06:07.089Z', shown: '2026-03-04T05:06:07.089Z' },
  { form: 'no time, of damaged records', receivedAt: '12345678', shown: '12345678' },
  { form: 'none', receivedAt: '', shown: '' },
])('shows a time to the millisecond: $form', ({ receivedAt, shown }) => {
  expect(shownTime(receivedAt)).toBe(shown);
});
