import { TEST_HEADER } from '../openim/mark-headers.ts';
import { header, type WithHeaders } from './receive.ts';

/** Tells whether a request is marked as a test. The caller must be authenticated, so that no stranger can hide a record. */
export function isMarkedAsTest(request: WithHeaders): boolean {
  return header(request, TEST_HEADER.toLowerCase())?.trim() === '1';
}
