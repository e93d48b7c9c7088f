import type { Selected } from '../../../functions/audit/selection-progress.ts';
import { asCloudEvent } from './as-cloud-event.ts';
import { asCsv, csvHead } from './as-csv.ts';
import { asJson } from './audit-output.ts';

/** Forms of the output. All but the table are for programs, and have complete records. */
export type Form = 'table' | 'json' | 'csv' | 'cloudevents';

export type ProgramForm = Exclude<Form, 'table'>;

/** Returns the line before all others. */
export function headOf(form: ProgramForm): string | undefined {
  return form === 'csv' ? `${csvHead()}\r` : undefined;
}

/** Returns the line of a row, undefined when its record was not read. */
export function lineOf(form: ProgramForm, selected: Selected): string | undefined {
  const { record } = selected;
  if (!record) return undefined;
  if (form === 'csv') return `${asCsv(selected)}\r`;
  return form === 'json' ? asJson(record) : asCloudEvent(record);
}
