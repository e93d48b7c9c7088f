import { expect, it, vi } from 'vitest';
import { bodyOf } from '../../support/bodies.ts';
import { post } from '../../support/http.ts';
import { emptyDirectory, startReceiver } from '../../support/processes.ts';

it('answers every callback while nobody reads its output', async () => {
  const receiver = await startReceiver({ DATA_DIR: await emptyDirectory() });
  const address = `${receiver.address}/callbackAfterJoinGroupCommand`;
  receiver.child.stdout?.pause();

  // More than a pipe and the streams at both of its ends hold.
  for (let batch = 0; batch < 30; batch += 1) {
    const many = Array.from({ length: 50 }, () => post(`${receiver.address}/callback${'x'.repeat(99)}`, ''));
    expect(new Set((await Promise.all(many)).map(({ status }) => status))).toEqual(new Set([400]));
  }
  expect((await post(address, JSON.stringify(bodyOf('after-join-group')))).status).toBe(200);

  receiver.child.stdout?.resume();
  const says = /\(\d+ lines were not shown, because the output was blocked\)/;
  await vi.waitFor(() => expect(receiver.output.stdout).toMatch(says), { timeout: 30_000 });
});
