import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import * as v from 'valibot';
import { reasonOf } from '../../../cli/file-failure.ts';
import { UsageError } from '../../../cli/usage-error.ts';
import { ExportedRecord, type Replayed } from './replayable.ts';

/**
 * Yields the records of an export, in its order.
 *
 * @throws {UsageError} when the file can't be read, or is not an export
 */
export async function* exportedRecords(file: string): AsyncGenerator<Replayed> {
  const input = createReadStream(file);
  const text = input.pipe(createGunzip()).setEncoding('utf8');
  input.on('error', (error) => text.destroy(error));
  try {
    let rest = '';
    for await (const chunk of text) {
      const lines = `${rest}${chunk}`.split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) yield recordIn(line, file);
    }
    if (rest !== '') yield recordIn(rest, file);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const { code = '' } = error as NodeJS.ErrnoException;
    if (code === 'Z_BUF_ERROR')
      throw new UsageError(
        `${file} ends within a record. Complete the export by running its command again, then run this again.`,
      );
    if (code.startsWith('Z_')) throw new UsageError(notAnExport(file));
    throw new UsageError(`${file} can't be read: ${reasonOf(error)}. Check its name.`);
  } finally {
    input.destroy();
  }
}

function recordIn(line: string, file: string): Replayed {
  const { success, output } = v.safeParse(ExportedRecord, parsed(line));
  if (!success) throw new UsageError(notAnExport(file));
  return output;
}

function notAnExport(file: string): string {
  return `${file} is not an export. Use a file that npm run audit -- export wrote.`;
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
