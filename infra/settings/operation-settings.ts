import * as v from 'valibot';
import { described, flag, optionalNumber, optionalText, rate, wholeNumber } from './setting-values.ts';

const E_MAIL = 'must be one e-mail address such as ops@example.com';
const STAGE_NAME = /^[A-Za-z0-9_-]{1,128}$/;
const NOT_A_STAGE = 'must consist of 1 to 128 letters, digits, _ and -';

/** Settings of alarms, of the address and of capacity. */
export const operationSettings = {
  alarmEmail: optionalText(
    v.pipe(v.string(), v.email(E_MAIL)),
    E_MAIL,
    'E-mail address for alarms. AWS sends it a confirmation request first.',
    { format: 'email' },
  ),
  silentHours: optionalNumber(
    1,
    168,
    'a number of hours ',
    'Hours without an authenticated callback before the alarm NoCallbacks; null: no alarm.',
  ),
  tracing: rate('Share of the callbacks that X-Ray traces, from 0 to 1; null: none.'),
  stageName: described(
    v.optional(v.pipe(v.string(NOT_A_STAGE), v.regex(STAGE_NAME, NOT_A_STAGE)), 'prod'),
    'Last part of the address. Another name replaces the stage, so that the old address ends.',
    { type: 'string', pattern: STAGE_NAME.source, default: 'prod' },
  ),
  throttlingRate: wholeNumber(1, 10_000, 500, 'Callbacks a second for each route.'),
  throttlingBurst: wholeNumber(1, 5_000, 1_000, 'Burst of callbacks for each route.'),
  memory: wholeNumber(
    128,
    10_240,
    1_024,
    'Megabytes of each function, at least 1024 for derive. AWS allots processor time in proportion.',
  ),
  reservedConcurrency: optionalNumber(
    1,
    10_000,
    'a whole number ',
    'Concurrent executions reserved for each function that receives callbacks; null: all share those of the account.',
  ),
  provisionedConcurrency: optionalNumber(
    1,
    10_000,
    'a whole number ',
    'Executions kept ready for each function of a before callback, which is billed all day; null: none.',
  ),
  accountCloudWatchRole: flag(
    true,
    'true creates the role with which API Gateway writes logs. An account has one in each region; false if another stack has created it.',
  ),
};
