/** An eventID, or that of a repeat. */
const EVENT_ID = /^[0-9a-f]{32}(#[\w-]{1,100})?$/;

/** Returns the eventID of a replay's header, undefined for other texts. The caller must be authenticated, so that it is the operator's. */
export function replayedEvent(header: string | undefined): string | undefined {
  return header !== undefined && EVENT_ID.test(header) ? header : undefined;
}
