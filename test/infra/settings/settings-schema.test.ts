import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { settingsSchema } from '../../../infra/settings/settings-schema.ts';
import { readSettings, SETTING_NAMES } from '../../../infra/stack-settings.ts';
import { sha256 } from '../../support/proxy-event.ts';

const ROOT = join(import.meta.dirname, '../../..');
const OWN = { webhookTokenHashes: [sha256('token')] };

const schema = JSON.parse(settingsSchema());
const isValid = new Ajv({ allErrors: true, allowUnionTypes: true, formats: { email: /.@./ } }).compile(schema);

it('is the schema in the repository', async () => {
  const file = await readFile(join(ROOT, 'infra/settings/settings.schema.json'), 'utf8');
  expect(JSON.parse(file), 'run npm run settings:schema').toEqual(schema);
});

it('describes every setting, and the default that it has', () => {
  const { $schema: _ofEditors, ...settings } = schema.properties;
  const defaults = readSettings(OWN).settings as Record<string, unknown>;

  expect(Object.keys(settings)).toEqual(SETTING_NAMES);
  for (const [name, { description, default: fallback }] of Object.entries<Record<string, unknown>>(settings)) {
    expect(description, name).toMatch(/^\S.*\.$/s);
    if (fallback !== undefined) expect(fallback ?? undefined, name).toEqual(defaults[name]);
  }
});

it('is named by the example, which has only known settings', async () => {
  const example = JSON.parse(await readFile(join(ROOT, 'settings/example.json'), 'utf8'));

  expect(join('settings', example.$schema)).toBe('infra/settings/settings.schema.json');
  expect(isValid({ ...example, ...OWN })).toBe(true);
  expect(isValid(example)).toBe(false);
});

describe('agrees with a deployment', () => {
  it.each([
    { ...OWN, name: '', account: '123456789012', region: 'us-gov-west-1' },
    { ...OWN, allowedCidrs: ['203.0.113.0/24'], memory: 128, retentionDays: null, silentHours: 168 },
    {
      ...OWN,
      recordMessages: 'none',
      failureVerdict: 'allow',
      administratorRoles: ['arn:aws:iam::123456789012:role/A'],
    },
    {
      ...OWN,
      auditTable: 'records',
      policyTable: null,
      alarmTopic: 'arn:aws:sns:eu-west-1:123456789012:alarms',
      key: 'arn:aws:kms:eu-west-1:123456789012:key/mrk-1234abcd12ab34cd56ef1234567890ab',
      webAcl: 'arn:aws:wafv2:eu-west-1:123456789012:regional/webacl/own/1234abcd-12ab-34cd-56ef-1234567890ab',
      permissionsBoundary: 'arn:aws:iam::aws:policy/PowerUserAccess',
      domainName: 'webhooks.example.com',
      certificate: 'arn:aws:acm:eu-west-1:123456789012:certificate/1234abcd-12ab-34cd-56ef-1234567890ab',
      hostedZone: 'Z0123456789ABCDEFGHIJ',
      defaultEndpoint: false,
      provisionedConcurrency: 1,
    },
    { ...OWN, vpcEndpoints: ['vpce-0123456789abcdef0'], region: 'eusc-de-east-1' },
    { allowUnauthenticated: true, alarmEmail: 'ops@example.com', stageName: 'v1', accountCloudWatchRole: false },
  ])('on valid settings: %j', (settings) => {
    expect({ errors: readSettings(settings).errors, isValid: isValid(settings) }).toEqual({
      errors: [],
      isValid: true,
    });
  });

  it.each([
    { memory: 127 },
    { memory: 1.5 },
    { memory: true },
    { throttlingRate: 10_001 },
    { retentionDays: 0 },
    { silentHours: 169 },
    { name: 'Prod' },
    { name: 'a-' },
    { account: 123456789012 },
    { account: '12345' },
    { region: 'Ireland' },
    { webhookTokenHashes: ['HASH'] },
    { webhookTokenHashes: [sha256('1'), sha256('2'), sha256('3')] },
    { allowedCidrs: ['203.0.113.1'] },
    { administratorRoles: ['Admin'] },
    { recordMessages: 'all' },
    { stageName: 'a/b' },
    { alarmEmail: 'ops' },
    { auditTable: 'a/b' },
    { policyTable: 1 },
    { alarmTopic: 'alarms' },
    { key: 'alias/own' },
    { webAcl: 'own' },
    { permissionsBoundary: 'Boundary' },
    { domainName: 'Example.com' },
    { certificate: 'own' },
    { hostedZone: 'example.com' },
    { vpcEndpoints: ['vpc-1'] },
    { vpcEndpoints: ['vpce-11111111', 'vpce-11111111'] },
    { provisionedConcurrency: 0 },
    { otherCallbacks: null },
    { unknownSetting: 1 },
  ])('on a mistake: %j', (wrong) => {
    const settings = { ...OWN, ...wrong };
    expect(readSettings(settings).errors).toHaveLength(1);
    expect(isValid(settings)).toBe(false);
  });
});
