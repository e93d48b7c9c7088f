import { rename } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { bundleWith } from '../../../infra/bundle/bundle.ts';
import { bodyOf } from '../../support/bodies.ts';
import { startBundle } from '../../support/bundle.ts';
import { functionEnvironment } from '../../support/environment.ts';
import { emptyDirectory, SOON } from '../../support/processes.ts';
import { proxyEventOf } from '../../support/proxy-event.ts';
import { auditTable, everyRecord } from '../../support/table.ts';

/** Large enough that its record is packed. */
const large = (operationID: string) =>
  proxyEventOf({
    path: '/callbackAfterDisMissGroupCommand',
    body: {
      ...bodyOf('after-dismiss-group'),
      operationID,
      membersID: Array.from({ length: 1_000 }, (_, n) => `u-${n}`),
    },
  });

it('packs again after its code could not be read once, and loses no record', async () => {
  const table = await auditTable();
  const folder = await emptyDirectory();
  const { outputs } = bundleWith('functions/after-dismiss-group.ts', folder);
  const [path = ''] =
    Object.entries(outputs).find(([, { entryPoint }]) => entryPoint?.endsWith('packed-form.ts')) ?? [];
  const bundle = await startBundle(folder, functionEnvironment(table.endpoint));
  const chunk = join(bundle.folder, basename(path));

  await rename(chunk, `${chunk}.away`);
  await bundle.invoke(large('first'));
  await vi.waitFor(() => expect(bundle.lines.join()).toContain('restore:'), SOON);
  expect(await everyRecord(table)).toEqual([]);
  await rename(`${chunk}.away`, chunk);
  await bundle.invoke(large('second'));

  expect((await everyRecord(table)).map(({ operationID }) => operationID)).toEqual(['second']);
});
