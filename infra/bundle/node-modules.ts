/**
 * Exports of Node's modules that bundled code uses. An import of such a module makes Node evaluate every export. Some exports load further
 * modules, such as a WebSocket client, worker threads or a parser of arguments.
 */
const buffer = process.getBuiltinModule('node:buffer');
const crypto = process.getBuiltinModule('node:crypto');
const http = process.getBuiltinModule('node:http');
const stream = process.getBuiltinModule('node:stream');
const util = process.getBuiltinModule('node:util');

export const { isUtf8 } = buffer;
export const { createHash, createHmac, createSecretKey, getRandomValues, hash, timingSafeEqual } = crypto;
export const { Agent, request, STATUS_CODES } = http;
export const { PassThrough, Readable, Writable } = stream;
export const { isDeepStrictEqual, stripVTControlCharacters } = util;
