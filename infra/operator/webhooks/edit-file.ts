import { isUtf8 } from 'node:buffer';
import { constants, copyFile, readFile, writeFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { reasonOf, reasonOfWrite } from '../../cli/file-failure.ts';
import { type Io, writeLine } from '../../cli/io.ts';
import { UsageError } from '../../cli/usage-error.ts';
import { editWebhooks } from './webhooks-edit.ts';
import { notesOn } from './webhooks-notes.ts';
import { changesText } from './webhooks-output.ts';

export const RESTART = 'Restart OpenIM, because it reads its configuration only at start.';

interface EditOptions {
  /** `-` for a pipe. */
  readonly file: string;
  readonly address: string;
  readonly ownOnly: boolean;
  readonly write: boolean;
}

/** Shows the changes of OpenIM's configuration file, and writes them with `--write`. */
export async function editFile({ stdin, stdout, stderr }: Io, options: EditOptions): Promise<void> {
  const { file, address, ownOnly, write } = options;
  const isPipe = file === '-';
  const say = (text: string) => writeLine(isPipe ? stderr : stdout, text);
  const before = await readText(file, isPipe ? buffer(stdin) : readFile(file));
  const title = isPipe ? 'The file' : file;
  const edited = editWebhooks(before, title, address, ownOnly);
  if (isPipe) stdout.write(edited.text);
  if (edited.changes.length === 0)
    return say(`${title} needs no change. If OpenIM has not read it yet, restart OpenIM.`);
  if (write) await replace(file, edited.text);
  say(`${title} ${write || isPipe ? 'was changed' : 'would change'}:\n\n${changesText(edited.changes)}`);
  for (const note of notesOn(edited)) say(note);
  if (write) say(`The old file is ${file}.bak. ${RESTART}`);
  else if (!isPipe) say('Nothing is written yet. Add --write to change it.');
}

async function readText(file: string, content: Promise<Buffer>): Promise<string> {
  const bytes = await content.catch((error: unknown) => {
    throw new UsageError(`${file} can't be read: ${reasonOf(error)}. Use OpenIM's config/webhooks.yml.`);
  });
  if (!isUtf8(bytes)) throw new UsageError(`${file} is not UTF-8. Use OpenIM's config/webhooks.yml.`);
  return bytes.toString('utf8');
}

/**
 * Writes into the file itself, because one that is mounted into a container must not be replaced by another. A backup that
 * exists is kept, because it may be the only copy of OpenIM's own file.
 */
async function replace(file: string, text: string): Promise<void> {
  const backup = `${file}.bak`;
  await copyFile(file, backup, constants.COPYFILE_EXCL).catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(
      error.code === 'EEXIST'
        ? `${file} was not changed, because ${backup} exists already. Move ${backup} away first.`
        : `${file} was not changed, because ${backup} can't be written: ${reasonOfWrite(error)}. Check the permissions of its directory.`,
    );
  });
  await writeFile(file, text, { flush: true }).catch((error: unknown) => {
    throw new UsageError(
      `${file} can't be written: ${reasonOfWrite(error)}. Compare it with ${backup}, which holds the old text.`,
    );
  });
}
