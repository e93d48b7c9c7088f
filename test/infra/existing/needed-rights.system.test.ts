import { expect, it } from 'vitest';
import { neededRights } from '../../../infra/existing/needed-rights.ts';
import { readSettings } from '../../../infra/stack-settings.ts';
import { sha256, TOKEN } from '../../support/proxy-event.ts';
import { statementsOf, synthesise } from '../../support/template.ts';

const KEY = 'arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const given = { webhookTokenHashes: sha256(TOKEN), key: KEY, tracing: 0.1, accountCloudWatchRole: false };

it('returns all actions of the roles in the template, and no others', async () => {
  const { settings } = readSettings(given);
  const needed = neededRights(settings, { account: undefined, region: undefined }).flatMap(({ actions }) => actions);
  const granted = statementsOf((await synthesise(given)).template).flatMap(({ actions }) => actions);
  const ofKey = (action: string) => action.startsWith('kms:');

  expect(new Set(needed.filter((action) => !ofKey(action)))).toEqual(
    new Set(granted.filter((action) => !ofKey(action))),
  );
  // The template permits more actions on a key. Without these two, nothing can be read or written.
  expect(granted).toEqual(expect.arrayContaining(needed.filter(ofKey)));
});
