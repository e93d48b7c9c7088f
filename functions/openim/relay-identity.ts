/**
 * Version 1 of the protocol between a relay and the receiver. A relay stores callbacks beside OpenIM, and delivers them until they
 * are recorded.
 *
 * A receiver with tokens heeds `RELAY_HEADERS`, and `POST /batch`, only for this user name of HTTP Basic, with a token of a relay if its
 * settings have such tokens. A relay sends the name whatever user name its own configuration has.
 */
export const RELAY_USER = 'relay';

/**
 * Header of the answer to a rejected request that is recorded, or that the settings leave out. A gateway, or a server that could not read
 * the request, answers with the same status and `errCode`, and records nothing.
 */
export const DONE_HEADER = 'x-relay-done';
