import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readRouting } from '../../../../infra/relay/routing/read-routing.ts';
import { planOf, targetsOf } from '../../../../infra/relay/routing/routes.ts';
import { warningsAbout } from '../../../../infra/relay/routing/warnings.ts';
import { ROOT } from '../../../support/markdown.ts';
import { emptyDirectory } from '../../../support/processes.ts';

const OWN = 'https://own.example/callback';

async function fileWith(content: unknown): Promise<string> {
  const file = join(await emptyDirectory(), 'relay.json');
  await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

it('reads servers and rules from a file, beside those of options and variables', async () => {
  const config = await fileWith({
    servers: {
      own: { addressFile: 'own-address', failureVerdict: 'allow' },
      crm: { addressVariable: 'CRM_ADDRESS' },
      mail: { address: 'http://mail:8080' },
    },
    routes: [{ callbacks: 'callbackBeforeSend*', to: 'own' }],
    also: [{ to: 'crm' }, { callbacks: 'callbackBeforeSetGroup*', to: 'own' }],
  });
  await writeFile(join(config, '../own-address'), `https://a:s3cret@own.example/x\n`);
  const env = { CRM_ADDRESS: 'https://crm.example', RELAY_ALSO: '\n mail\n', RELAY_CONFIG: config };
  const routing = readRouting({ route: ['callbackBeforeSendGroup*=crm'] }, env);
  const targets = (name: string, timing: 'before' | 'after') => targetsOf(planOf(routing, name, timing));

  expect(routing.servers).toMatchObject([
    { name: 'own', failureVerdict: 'allow', target: { host: 'own.example', basePath: '/x' } },
    { name: 'crm', target: { host: 'crm.example' } },
    { name: 'mail', target: { port: 8080 } },
  ]);
  expect(targets('callbackBeforeSendSingleMsgCommand', 'before')).toEqual(['own']);
  expect(targets('callbackBeforeSendGroupMsgCommand', 'before')).toEqual(['crm']);
  expect(targets('callbackBeforeSetGroupInfoCommand', 'before')).toEqual(['receiver', 'own']);
  expect(targets('callbackAfterJoinGroupCommand', 'after')).toEqual(['receiver', 'mail', 'crm']);
  expect(warningsAbout(routing, true)).toEqual([]);
});

it('reads a file with a byte order mark', async () => {
  const config = await fileWith(`\uFEFF${JSON.stringify({ also: [{ to: OWN }] })}`);

  expect(readRouting({ config }, {}).copies).toHaveLength(1);
});

it.each([
  { content: '{', says: 'is not valid JSON' },
  {
    content: `{"routes":[{"callbacks":"callbackBefore*","to":"${OWN}"}],\n"routes":[]}`,
    says: ', line 2, has routes a second time. Keep one of the two.',
  },
  { content: [], says: 'the file must be an object' },
  { content: { server: {} }, says: 'server is not a setting' },
  { content: { servers: { own: { address: 5 } } }, says: 'servers.own.address must be an address' },
  { content: { servers: { own: {} } }, says: 'servers.own must have one of address, addressFile and addressVariable' },
  { content: { servers: { own: { address: OWN, addressFile: 'x' } } }, says: 'servers.own must have one of' },
  { content: { servers: { own: { address: 'SECRET' } } }, says: 'servers.own.address is not a valid address' },
  { content: { servers: { own: { addressFile: 'nowhere' } } }, says: "nowhere can't be read: the file does not exist" },
  { content: { servers: { own: { addressVariable: 'NONE' } } }, says: 'servers.own.addressVariable: NONE is not set' },
  {
    content: { servers: { own: { address: OWN, failureVerdict: 'no' } } },
    says: 'failureVerdict must be refuse or allow',
  },
  { content: { servers: { receiver: { address: OWN } } }, says: 'must not be named receiver' },
  { content: { routes: {} }, says: 'routes must be a list of routes' },
  { content: { routes: [{ callbacks: 'callback*' }] }, says: 'routes.0.to is missing' },
  {
    content: { routes: [{ callbacks: 'callback*', to: 'own' }] },
    says: 'routes.0 has neither the address nor the name',
  },
  { content: { routes: [{ callbacks: 'not valid', to: 'receiver' }] }, says: 'routes.0 has no valid pattern' },
  { content: { also: [{ callbacks: '', to: OWN }] }, says: 'also.0.callbacks must not be empty' },
])('says in one sentence what is wrong in the file: $says', async ({ content, says }) => {
  const config = await fileWith(content);
  expect(() => readRouting({ config }, {})).toThrow(says);
  expect(() => readRouting({ config }, {})).toThrow(/^[^\n]*relay\.json(?!.*SECRET)[^\n]*$/);
});

it.each([
  { route: [`callbackBeforSend*=${OWN}`], warns: 'The route callbackBeforSend* matches no callback of OpenIM.' },
  { also: [`BeforeSend*=${OWN}`], warns: 'The rule --also BeforeSend* matches no callback of OpenIM.' },
  {
    route: [
      `callbackAfter*=${OWN}`,
      'callbackAfter*Command=receiver',
      'callbackAfterSetFriendRemark=receiver',
      'callbackAfterTransferGroupOwner=receiver',
    ],
    warns: 'The route callbackAfter* is never used, because others are more specific.',
  },
  {
    route: [`callback*=${OWN}`],
    also: ['https://crm.example'],
    warns: 'The rule --also for crm.example is never used',
  },
  {
    route: [`callbackBeforeSetGroupMember*=${OWN}`],
    warns: 'No policy judges callbackBeforeSetGroupMemberInfoCommand, because own.example gets them alone.',
  },
  {
    route: [`callbackBeforeSend*=${OWN}`],
    warns: 'Before callbacks of callbackBeforeSend* are refused when own.example does not answer.',
  },
])('warns: $warns', ({ route, also, warns }) => {
  expect(warningsAbout(readRouting({ route, also }, {}), false).join('\n')).toContain(warns);
});

it('warns about nothing when rules do what they say', () => {
  const routing = readRouting({ route: [`callbackAfterSend*=${OWN}`], also: [OWN, `callbackBeforeSend*=${OWN}`] }, {});
  expect(warningsAbout(routing, false)).toEqual([]);
});

it('takes the example of the documentation', async () => {
  const document = await readFile(join(ROOT, 'docs/relay-routes.md'), 'utf8');
  const [, example = ''] = /```json\n(.*?)```/s.exec(document) ?? [];
  const config = await fileWith(example.replace('/etc/openim-relay/own', 'own-address'));
  await writeFile(join(config, '../own-address'), OWN);
  const routing = readRouting({ config }, { CRM_ADDRESS: 'https://crm.example' });

  expect(routing.servers.map(({ name }) => name)).toEqual(['own', 'crm']);
  expect(warningsAbout(routing, false)).toEqual([]);
});
