import * as v from 'valibot';
import type { AuditRecord } from '../../../functions/record/record.ts';
import type { CliCommand } from '../../cli/cli-command.ts';
import { columnsIn, type Io, writeAndWait } from '../../cli/io.ts';
import { addOptions, flag, readOptions } from '../../cli/options.ts';
import { quoted } from '../../cli/printable.ts';
import { UsageError } from '../../cli/usage-error.ts';
import { type Tables, withTables } from '../open-tables.ts';
import { checkRegion, regionOption, tableOption } from '../shared-options.ts';
import { asJson } from './audit-output.ts';
import { dismissalBefore } from './clean-ups.ts';
import { recordWith, recordWithBody, relayVerdictOn } from './one-record.ts';
import { pageOf } from './record-page.ts';
import { cleanUpSentence, sentenceAbout } from './sentences.ts';

const Options = v.object({
  json: flag('the record as one JSON object, with the sentence'),
  table: tableOption("the stack's AuditTableName"),
  region: regionOption,
});

/** Columns of a value on a terminal, which can't show megabytes. */
const MAX_TERMINAL_COLUMNS = 2_000;

/** `npm run audit -- show EVENTID`: what happened, the reason of the answer, and the body. */
export function defineShow(command: CliCommand, io: Io): void {
  command
    .description('Explains one record. npm run audit -- --ids lists the eventIDs.')
    .argument('<EVENTID>', 'eventID of a record, or of the entry of one of its people')
    .action(async (eventID: string) => {
      const { table, region, json } = readOptions(command, Options);
      checkRegion(region, table);
      await withTables(io.env, { auditTable: table, region }, (tables) => showRecord(io, tables, eventID, json));
    });
  addOptions(command, Options);
}

async function showRecord({ stdout }: Io, { audit, place }: Tables, eventID: string, json: boolean): Promise<void> {
  const record = await recordWith(audit, eventID);
  if (!record)
    throw new UsageError(
      `No record in ${place} has the eventID ${quoted(eventID)}. Copy one from npm run audit -- --ids.`,
    );
  const dismissal = await dismissalBefore(audit, record);
  const sentence = dismissal ? cleanUpSentence(record) : sentenceAbout(record);
  const explained: AuditRecord & { readonly sentence: string } = { ...record, sentence };
  if (json) return writeAndWait(stdout, asJson(explained));
  const [withBody, byRelay] = await Promise.all([recordWithBody(audit, record), relayVerdictOn(audit, record)]);
  const maxColumns = columnsIn(stdout) === undefined ? undefined : MAX_TERMINAL_COLUMNS;
  const lines = pageOf({ record, sentence, withBody, cleanUpOf: dismissal?.eventID, byRelay }, maxColumns);
  await writeAndWait(stdout, lines.join('\n'));
}
