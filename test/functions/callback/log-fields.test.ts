import { expect, it } from 'vitest';
import type { CallbackOutcome } from '../../../functions/callback/callback-outcome.ts';
import { fieldsOf } from '../../../functions/callback/log-fields.ts';

const RECORDED: CallbackOutcome = {
  ...{ command: 'callbackAfterJoinGroupCommand', isUnknown: false, outcome: 'recorded', milliseconds: 12.3456 },
  ...{ groupID: 'g-1', userID: '', operationID: undefined, storedIn: 'table' },
  ...{ isRepeat: false, isLate: false, isRelayClockWrong: false },
};

const shown = (callback: CallbackOutcome) => JSON.parse(JSON.stringify(fieldsOf(callback)));

it('has no field for what is usual, false or empty', () => {
  expect(shown(RECORDED)).toEqual({
    ...{ command: 'callbackAfterJoinGroupCommand', groupID: 'g-1', outcome: 'recorded', milliseconds: 12.35 },
  });
});

it('has a field for what is not usual', () => {
  const unusual = { isRepeat: true, isLate: true, isRelayClockWrong: true, storedIn: 'queue' } as const;

  expect(shown({ ...RECORDED, ...unusual, line: 7 })).toMatchObject({ ...unusual, line: 7 });
});
