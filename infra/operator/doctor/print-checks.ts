import { columnsOf, padTo } from '../../cli/columns.ts';
import { printable, toJson } from '../../cli/printable.ts';
import type { Check } from './check.ts';

/** Subjects of one run, without secrets. */
export interface Checked {
  /** Addresses and files that were checked. */
  readonly subjects: readonly string[];
  readonly checks: readonly Check[];
}

const MARKS = { ok: 'ok', warn: 'WARN', fail: 'FAIL', skipped: '-' } as const;

const MARK_COLUMNS = 4;

/** Returns one line for each check, with what to do below it, and a last line that sums up. */
export function checksText({ subjects, checks }: Checked): string {
  const columns = Math.max(0, ...checks.map(({ name }) => columnsOf(name)));
  const lines = checks.flatMap(({ name, status, says, todo }) => {
    const start = `${MARKS[status].padEnd(MARK_COLUMNS)}  ${padTo(columns, name)}`;
    return [`${start}  ${says}`, ...(todo === undefined ? [] : [`${' '.repeat(columnsOf(start) + 2)}→ ${todo}`])];
  });
  return [`Checked: ${subjects.join(', ')}`, '', ...lines, '', total(checks)].map(printable).join('\n');
}

function total(checks: readonly Check[]): string {
  const count = (status: Check['status']) => checks.filter((check) => check.status === status).length;
  const [failed, warned, skipped] = [count('fail'), count('warn'), count('skipped')];
  const warnings = warned === 0 ? '' : `, and ${warned} to know`;
  const untried = skipped === 0 ? '' : ` ${skipped} not checked.`;
  return `${failed === 0 ? 'All is well' : `${failed} wrong`}${warnings}.${untried}`;
}

/** Returns the same as one JSON object. */
export function checksJson({ subjects, checks }: Checked): string {
  return toJson({ ok: isWell(checks), checked: subjects, checks });
}

export function isWell(checks: readonly Check[]): boolean {
  return checks.every(({ status }) => status !== 'fail');
}
