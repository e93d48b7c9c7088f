import type { RecordDrift } from '../../functions/derivation/record-drift.ts';
import { shortName } from '../../functions/openim/catalogue.ts';
import { printable } from '../cli/printable.ts';

/** Returns the line of a part of a callback that no known version of OpenIM sends. */
export function driftLine({ eventID, kind, command, field, found, known, looksLike }: RecordDrift): string {
  const name = shortName(command);
  const sent = {
    'unknown callback': `OpenIM sent a callback that this receiver does not know: ${name}, record ${eventID}.`,
    'unknown field': `OpenIM sent a field that this receiver does not know: ${field} of ${name}, record ${eventID}.`,
    'other type': `OpenIM sent a field with another type: ${field} of ${name} is ${found}, known as ${known.join(' or ')}, record ${eventID}.`,
  }[kind];
  const like = looksLike === undefined ? '' : ` The body looks like OpenIM ${looksLike}.`;
  return printable(`${sent}${like} See docs/openim.md#drift`);
}
