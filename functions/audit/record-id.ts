/** Returns the eventID of the record that an item is about. That of an entry, or of a mark, begins with it. */
export function recordIDOf(eventID = ''): string {
  return eventID.replace(/@.*$/s, '');
}
