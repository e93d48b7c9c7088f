import type { Table } from '../dynamodb/table.ts';
import { contentOf } from './stored-content.ts';
import { CURRENT_VERSION_KEY, FORMAT, WHOLE_LIST_KEY } from './stored-policy.ts';
import { putCurrent, putWholeList, readVersion } from './versions.ts';

/**
 * Stores the copies of a version in force again, when what functions read beside its document is missing or was made by another version
 * of this program. The version stays the same.
 *
 * @throws {ChangedMeanwhile}
 */
export async function renewCopies(table: Table, scope: string): Promise<void> {
  const current = await readVersion(table, scope, CURRENT_VERSION_KEY);
  const inForce = current?.currentVersion;
  const stored = inForce === undefined ? undefined : await readVersion(table, scope, inForce);
  if (inForce === undefined || stored?.document === undefined || stored.format !== FORMAT) return;
  const { content, copied, isList } = contentOf(JSON.parse(stored.document));
  if (isList) {
    const whole = await readVersion(table, scope, WHOLE_LIST_KEY);
    if (whole?.currentVersion === inForce && whole.letters === content.letters && whole.document === stored.document)
      return;
    await putWholeList(table, { ...stored, ...content }, inForce);
  } else if (current?.checked !== copied.checked) await putCurrent(table, { ...stored, ...copied }, inForce, inForce);
}
