import { expect, it } from 'vitest';
import { KnownCallbacks } from '../../../../infra/relay/front/known-callbacks.ts';
import { parseRouting, ruleIn } from '../../../../infra/relay/routing/parse-routing.ts';

const AFTER = 'callbackAfterJoinGroupCommand';
const routing = parseRouting({
  servers: [],
  routes: [ruleIn('--route', 'callbackAfterSend*=https://crm.example')],
  also: [],
});

it('finds the same callback and those who get it at every call', () => {
  const callbacks = new KnownCallbacks(routing);
  for (let call = 0; call < 2; call += 1) {
    expect(callbacks.find(`/${AFTER}?contenttype=json`)).toMatchObject({
      command: AFTER,
      path: `/${AFTER}?contenttype=json`,
      targets: ['receiver'],
    });
    expect(callbacks.find('/callbackAfterSendSingleMsgCommand')).toMatchObject({ targets: ['crm.example'] });
    expect(callbacks.find('/status')).toBeUndefined();
  }
});

it('remembers a bounded number of URLs', () => {
  const callbacks = new KnownCallbacks(routing);
  const first = callbacks.find(`/${AFTER}`);
  expect(callbacks.find(`/${AFTER}`)).toBe(first);
  const long = `/${AFTER}?x=${'x'.repeat(1_000)}`;
  expect(callbacks.find(long)).not.toBe(callbacks.find(long));
  for (let number = 0; number < 500; number += 1) callbacks.find(`/${AFTER}?number=${number}`);
  expect(callbacks.find(`/${AFTER}`)).not.toBe(first);
});
