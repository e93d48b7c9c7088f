import { expect, it } from 'vitest';
import type { RecordDrift } from '../../../functions/derivation/record-drift.ts';
import { driftLine } from '../../../infra/local/drift-line.ts';

const JOIN = { eventID: '3f2a', command: 'callbackAfterJoinGroupCommand', looksLike: 'v3.8.1 to v3.8.3' } as const;

it.each<{ drift: RecordDrift; line: string }>([
  {
    drift: { ...JOIN, kind: 'unknown field', field: 'newField', found: 'string', known: [] },
    line: 'OpenIM sent a field that this receiver does not know: newField of AfterJoinGroup, record 3f2a. The body looks like OpenIM v3.8.1 to v3.8.3. See docs/openim.md#drift',
  },
  {
    drift: { ...JOIN, kind: 'other type', field: 'joinSource', found: 'string', known: ['integer'] },
    line: 'OpenIM sent a field with another type: joinSource of AfterJoinGroup is string, known as integer, record 3f2a. The body looks like OpenIM v3.8.1 to v3.8.3. See docs/openim.md#drift',
  },
  {
    drift: {
      eventID: '3f2a',
      command: 'callbackAfterPinCommand',
      kind: 'unknown callback',
      field: '',
      found: 'object',
      known: [],
    },
    line: 'OpenIM sent a callback that this receiver does not know: AfterPin, record 3f2a. See docs/openim.md#drift',
  },
])('says what is new: $drift.kind', ({ drift, line }) => {
  expect(driftLine(drift)).toBe(line);
});
