/** Header that marks a request of the doctor. It has the value 1, and counts only from an authenticated caller. */
export const TEST_HEADER = 'X-OpenIM-Webhook-Test';

/** Header of a callback that was recorded before and is sent again. Its value is the eventID of that record. */
export const REPLAY_HEADER = 'X-OpenIM-Webhook-Replay';
