import * as v from 'valibot';
import { described, flag, optionalText } from './setting-values.ts';

/** Names of environments are parts of names in AWS, and of files on disks that ignore case. */
export const ENVIRONMENT_NAME = /^[a-z](?:[a-z0-9-]{0,22}[a-z0-9])?$/;

export const NOT_A_NAME =
  'must be 1 to 24 lower-case letters, digits and hyphens that begin with a letter, such as prod';

const NAME_OR_NONE = new RegExp(`^$|${ENVIRONMENT_NAME.source}`);
const ACCOUNT = /^\d{12}$/;
const REGION = /^[a-z]{2,4}(?:-[a-z]+)+-\d$/;

const account = 'must be the 12 digits of an AWS account, in quotes';
const region = 'must be the name of a region such as eu-west-1';

/** Settings that say which stack is meant. */
export const environmentSettings = {
  name: described(
    v.optional(v.pipe(v.string(NOT_A_NAME), v.regex(NAME_OR_NONE, NOT_A_NAME)), ''),
    'Name of the environment, which is part of the names of stack, API and metrics. By default the name of the settings file. "" means the stack OpenIMWebhook.',
    { type: 'string', pattern: NAME_OR_NONE.source },
  ),
  account: optionalText(
    v.pipe(v.string(account), v.regex(ACCOUNT, account)),
    account,
    'The only AWS account to deploy to.',
    {
      pattern: ACCOUNT.source,
    },
  ),
  region: optionalText(v.pipe(v.string(region), v.regex(REGION, region)), region, 'The only region to deploy to.', {
    pattern: REGION.source,
  }),
  terminationProtection: flag(
    false,
    'true makes AWS reject the deletion of the stack until somebody turns the protection off.',
  ),
};
