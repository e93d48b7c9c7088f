/**
 * Returns the eventID of the record that an item is about. That of an entry, or of a mark, begins with it.
 *
 * @param entryOf what the item itself says, where its index has that
 */
export function recordIDOf(eventID = '', entryOf?: unknown): string {
  return typeof entryOf === 'string' ? entryOf : eventID.replace(/@.*$/s, '');
}
