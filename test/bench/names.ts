import type { CallbackName } from '../../functions/openim/catalogue.ts';

/** The least that a handler with the SDK must do. It logs nothing. */
export const FLOOR = 'floor: SDK';

/** The floor with one log line and one metric line. */
export const LOGGING_FLOOR = 'floor: SDK, console.log';

/** The floor without the SDK. */
export const LIMIT = 'limit: signer';

/** The callback that floors and peers handle. */
export const JOIN = 'after-join-group' satisfies CallbackName;

/** Stands for the functions that judge. */
export const JUDGE = 'before-set-group-member-info' satisfies CallbackName;
