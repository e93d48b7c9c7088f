import { header, type WithHeaders } from './receive.ts';

/** Header that marks a request of the doctor. It has the value 1, and counts only from an authenticated caller. */
export const TEST_HEADER = 'X-OpenIM-Webhook-Test';

/** Tells whether a request is marked as a test. The caller must be authenticated, so that no stranger can hide a record. */
export function isMarkedAsTest(request: WithHeaders): boolean {
  return header(request, TEST_HEADER.toLowerCase())?.trim() === '1';
}
