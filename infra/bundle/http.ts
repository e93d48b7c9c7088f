import type * as Http from 'node:http';

/**
 * Exports of `node:http` that the bundled packages use. Importing the module itself makes Node evaluate every export,
 * including its WebSocket client, which takes 20 ms of a cold start on Node 24.
 */
const http: typeof Http = process.getBuiltinModule('node:http');

export const { Agent, request, STATUS_CODES } = http;
