import { expect, it } from 'vitest';
import { parseRouting, ruleIn } from '../../../../infra/relay/routing/parse-routing.ts';
import { parsePattern } from '../../../../infra/relay/routing/pattern.ts';
import { planOf, targetsOf } from '../../../../infra/relay/routing/routes.ts';

const OWN = 'https://own.example/callback';
const CRM = 'https://crm.example';

const routingOf = (routes: string[], also: string[] = []) =>
  parseRouting({
    servers: [],
    routes: routes.map((text) => ruleIn('--route', text)),
    also: also.map((text) => ruleIn('--also', text)),
  });

it.each([
  { pattern: 'callbackBeforeSend*', name: 'callbackBeforeSendGroupMsgCommand', matches: true },
  { pattern: 'callbackbeforesend*', name: 'callbackBeforeSendGroupMsgCommand', matches: true },
  { pattern: '*GroupMsg*', name: 'callbackBeforeSendGroupMsgCommand', matches: true },
  { pattern: 'callback*Command', name: 'callbackAfterSetFriendRemark', matches: false },
  { pattern: 'BeforeSend*', name: 'callbackBeforeSendGroupMsgCommand', matches: false },
  { pattern: 'callbackAfterJoinGroupCommand', name: 'callbackAfterJoinGroupCommandX', matches: false },
  { pattern: '*', name: 'callbackAnything', matches: true },
  { pattern: 'callbackA*A', name: 'callbackA', matches: false },
  { pattern: 'a*b*c', name: 'aXbYbZc', matches: true },
])('$pattern matches $name: $matches', ({ pattern, name, matches }) => {
  expect(parsePattern(pattern)?.matches(name)).toBe(matches);
});

it('matches a name of any length against many stars without trying every way', () => {
  expect(parsePattern('*a'.repeat(50))?.matches(`${'a'.repeat(99)}b`)).toBe(false);
});

it.each(['', 'callback Before', 'callback.*', 'callback/x', 'a'.repeat(121)])('takes %j for no pattern', (text) => {
  expect(parsePattern(text)).toBeUndefined();
});

it('gives a callback to the server of the most specific route, alone', () => {
  const routing = routingOf([
    `callback*=${CRM}`,
    `callbackBefore*=${OWN}`,
    'callbackBeforeSetGroup*=receiver',
    `callbackBeforeSetGroupInfoCommand=${CRM}`,
  ]);
  const targets = (name: string) => targetsOf(planOf(routing, name, 'before'));

  expect(targets('callbackAfterJoinGroupCommand')).toEqual(['crm.example']);
  expect(targets('callbackBeforeSendSingleMsgCommand')).toEqual(['own.example']);
  expect(targets('callbackBeforeSetGroupMemberInfoCommand')).toEqual(['receiver']);
  expect(targets('CALLBACKBEFORESETGROUPINFOCOMMAND')).toEqual(['crm.example']);
  expect(targets('unlike')).toEqual(['receiver']);
});

it('gives every after callback to a further server, and before callbacks only by pattern', () => {
  const routing = routingOf([`callbackAfterSend*=${CRM}`], [OWN, `callbackBeforeSetGroup*=${OWN}`, CRM]);

  expect(targetsOf(planOf(routing, 'callbackAfterJoinGroupCommand', 'after'))).toEqual([
    'receiver',
    'own.example',
    'crm.example',
  ]);
  expect(targetsOf(planOf(routing, 'callbackBeforeSetGroupInfoCommand', 'before'))).toEqual([
    'receiver',
    'own.example',
  ]);
  expect(targetsOf(planOf(routing, 'callbackBeforeSendSingleMsgCommand', 'before'))).toEqual(['receiver']);
  // A route gives it to that server alone.
  expect(targetsOf(planOf(routing, 'callbackAfterSendSingleMsgCommand', 'after'))).toEqual(['crm.example']);
});

it('reads the credential of an address as OpenIM does, and shows neither it nor the path', () => {
  const [server] = routingOf([], ['http://us%40er:p%3Aw@own.example:8080/secret-path/']).servers;

  expect(server?.target).toMatchObject({
    name: 'own.example:8080',
    port: 8080,
    basePath: '/secret-path',
    authorization: `Basic ${Buffer.from('us@er:p:w').toString('base64')}`,
    shown: 'http://own.example:8080',
  });
});

it.each([
  {
    routes: [`callbackBefore*=${OWN}`, `CallbackBefore**=${CRM}`],
    says: '--route has the pattern CallbackBefore** again',
  },
  { routes: [OWN], says: '--route has no valid pattern' },
  { routes: [`callback Before=${OWN}`], says: '--route has no valid pattern' },
  { routes: ['callbackBefore*=own'], says: '--route has neither the address nor the name of a server' },
  { routes: ['callbackBefore*='], says: '--route has neither the address nor the name' },
  { routes: ['callbackBefore*=ftp://own.example'], says: '--route must start with https:// or http://' },
  { routes: ['callbackBefore*=https://own.example/x?key=1'], says: '--route must end with the path' },
  { also: ['receiver'], says: '--also names the receiver' },
  {
    routes: [`callbackBefore*=${OWN}`],
    also: ['https://own.example/other'],
    says: '--also has a second address of own',
  },
])('says what is wrong: $says', ({ routes = [], also = [], says }) => {
  expect(() => routingOf(routes, also)).toThrow(says);
});

it('never repeats an address in a mistake', () => {
  for (const address of ['://user:s3cret@x', 'https://user:s3cret@x/?q', 's3cret@x', 'ftp://s3cret'])
    expect(() => routingOf([], [address])).toThrow(/^(?!.*s3cret).*$/);
});
