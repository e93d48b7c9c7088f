import type * as Http from 'node:http';

/**
 * What the bundled packages use of `node:http`. Importing that module itself makes Node read every export of it, one of which
 * loads the whole of its WebSocket client: 20 ms of a cold start, measured on Node 24.
 */
const http: typeof Http = process.getBuiltinModule('node:http');

export const { Agent, request, STATUS_CODES } = http;
