/**
 * Version 1 of the protocol between a relay and the receiver. A relay stores callbacks beside OpenIM, and delivers them until they
 * are recorded.
 *
 * A receiver with tokens uses `RELAY_HEADERS`, and accepts `POST /batch`, only with this user name of HTTP Basic. If its settings have tokens of
 * relays, it also requires such a token. A relay always sends this name, even if its own configuration has another user name.
 */
export const RELAY_USER = 'relay';

/**
 * Header of the answer to a rejected request that is recorded, or that the settings leave out. A gateway, or a server that could not read
 * the request, answers with the same status and `errCode`, and records nothing.
 */
export const DONE_HEADER = 'x-relay-done';
