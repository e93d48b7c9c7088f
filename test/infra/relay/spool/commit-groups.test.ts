import { setImmediate } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { CommitGroups } from '../../../../infra/relay/spool/commit-groups.ts';
import type { NewRequest, RefusalReason } from '../../../../infra/relay/spool/spooled.ts';

const request = (id: string): NewRequest => ({
  id,
  receivedAt: '2026-11-24T13:34:24.328000Z',
  path: '/x',
  body: Buffer.from('{}'),
});

/** Groups whose commits end when the test says so, and a clock that it moves. */
function groups() {
  const clock = { ms: 0 };
  const commits: { ids: string[]; end(refusals?: readonly (RefusalReason | undefined)[]): void; fail(): void }[] = [];
  const all = new CommitGroups(
    (requests) => {
      const { promise, resolve, reject } = Promise.withResolvers<readonly (RefusalReason | undefined)[]>();
      const ids = requests.map(({ id }) => id);
      commits.push({ ids, end: (refusals = []) => resolve(refusals), fail: () => reject(new Error('gone')) });
      return promise;
    },
    () => clock.ms,
  );
  return { all, clock, commits, ids: () => commits.map((commit) => commit.ids) };
}

/** Long enough for every request that may be committed to be so. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await setImmediate();
}

it('commits what comes together, and what comes meanwhile in the next commit', async () => {
  const { all, commits, ids } = groups();
  const first = ['a', 'b'].map((id) => all.add(request(id)));
  await settled();
  const next = ['c', 'd', 'e'].map((id) => all.add(request(id)));
  await settled();
  expect(ids()).toEqual([['a', 'b']]);

  commits[0]?.end();
  await Promise.all(first);
  await settled();
  expect(ids()).toEqual([
    ['a', 'b'],
    ['c', 'd', 'e'],
  ]);
  commits[1]?.end();
  await Promise.all(next);
});

it('waits a moment for a sender that was just answered, so that two senders share each commit', async () => {
  const { all, clock, commits, ids } = groups();
  const first = all.add(request('a1'));
  await settled();
  const second = all.add(request('b1'));
  clock.ms = 4;
  commits[0]?.end();
  await first;
  await settled();
  expect(ids()).toEqual([['a1']]);

  const third = all.add(request('a2'));
  await settled();
  expect(ids()).toEqual([['a1'], ['b1', 'a2']]);
  commits[1]?.end();
  await Promise.all([second, third]);
});

it('waits for a sender half a millisecond at most', async () => {
  const { all, clock, commits, ids } = groups();
  const first = all.add(request('a1'));
  await settled();
  all.add(request('b1')).catch(() => {});
  clock.ms = 40;
  commits[0]?.end();
  await first;
  await settled();
  clock.ms = 40.5;
  await settled();
  expect(ids()).toEqual([['a1'], ['b1']]);
});

it('waits for nobody when enough requests share the flush', async () => {
  const { all, clock, commits, ids } = groups();
  const first = all.add(request('first'));
  await settled();
  const many = Array.from({ length: 16 }, (_, index) => `a${index}`);
  const added = many.map((id) => all.add(request(id)));
  clock.ms = 40;
  commits[0]?.end();
  await first;
  await settled();
  expect(ids()).toEqual([['first'], many]);
  commits[1]?.end();
  await Promise.all(added);
});

it('waits for nobody when one sender is alone', async () => {
  const { all, clock, commits, ids } = groups();
  for (const [index, id] of ['a1', 'a2', 'a3'].entries()) {
    const added = all.add(request(id));
    await settled();
    clock.ms += 4;
    commits[index]?.end();
    await added;
  }
  expect(ids()).toEqual([['a1'], ['a2'], ['a3']]);
});

it('tells each request its own refusal, and all of them a failure', async () => {
  const { all, commits } = groups();
  const both = Promise.allSettled([all.add(request('a')), all.add(request('b'))]);
  await settled();
  commits[0]?.end([undefined, 'spoolFull']);
  expect(await both).toMatchObject([{ status: 'fulfilled' }, { reason: { reason: 'spoolFull' } }]);

  const failed = Promise.allSettled([all.add(request('c')), all.add(request('d'))]);
  await settled();
  commits[1]?.fail();
  expect((await failed).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  const next = all.add(request('e'));
  await settled();
  commits[2]?.end();
  await next;
});
