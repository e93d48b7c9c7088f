import * as v from 'valibot';
import { choice, described, flag, listOf, nonEmptyStrings, optionalNumber, wholeNumber } from './setting-values.ts';

/** The ARN of a role, not that of one of its sessions. */
const ROLE_ARN = /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=.@/-]+$/;

function roles(description: string) {
  const schema = v.pipe(
    nonEmptyStrings,
    v.everyItem((arn) => ROLE_ARN.test(arn), 'must be ARNs of IAM roles such as arn:aws:iam::123456789012:role/NAME'),
  );
  return described(schema, description, listOf({ pattern: ROLE_ARN.source }));
}

/** Settings of what is recorded and answered, and of who may change records. */
export const recordSettings = {
  otherCallbacks: flag(true, 'true records and allows callbacks without a function of their own; false refuses them.'),
  recordMessages: choice(
    ['none', 'envelope', 'whole'],
    'envelope',
    'Parts to keep of callbacks with a chat message: all but the text (envelope), all (whole) or nothing (none).',
  ),
  failureVerdict: choice(
    ['refuse', 'allow'],
    'refuse',
    'Answer to a before callback when the receiver fails: refuse or allow.',
  ),
  operationIndex: flag(true, 'Index for searches by operation. false saves a write unit for each callback.'),
  retentionDays: optionalNumber(1, 36_500, 'a number of days ', 'Days until DynamoDB deletes a record; null: never.'),
  administratorRoles: roles('ARNs of the only IAM roles that may change or delete records.'),
  deploymentRoles: roles('With administratorRoles: ARNs of the roles that deploy the stack.'),
  eventBus: flag(true, 'true creates the bus on which every record is an event.'),
  // A lower rate would not write a slice of 2,000 entries within the timeout of the function.
  entriesPerSecond: wholeNumber(100, 10_000, 1_000, 'Maximum rate at which entries of large groups are written.'),
};
