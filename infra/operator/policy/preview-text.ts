import { printable, quoted, sentence, toJson, toJsonCell } from '../../cli/printable.ts';
import type { Effects, PreviewCounts, Tally } from './preview-counts.ts';
import type { FiredValue, Previewed } from './previewed.ts';

/** Limits of a line. JSON has whole values, and all of them. */
const MAX_VALUE_LENGTH = 100;
const MAX_VALUES = 5;

/** Limit for the names of a list of counts. */
const MAX_NAMES = 10;

/** Describes a request on one line: its values, what fired on them, and the verdict then where it differs. */
export function requestText({ record, then, now, values, valuesThen }: Previewed): string {
  const time = record.receivedAt.slice(0, 16).replace('T', ' ');
  const [groupID, userID] = [record.groupID, record.userID].map((id) => (id === undefined ? '-' : quoted(id)));
  const verdicts = then.verdict === now.verdict ? [] : [`${then.verdict} → ${now.verdict}`];
  const fired = values.map((value) => valueText(value, record.userID));
  const before = valuesThen.map((value) => `then ${valueText(value, record.userID)}`);
  const shown = fired.length > 0 ? fired : before;
  const more = shown.length - MAX_VALUES;
  const all = [...shown.slice(0, MAX_VALUES), ...(more > 0 ? [`and ${more} more`] : [])].join('; ');
  return printable([time, groupID, userID, ...verdicts, all].join('  ')).trimEnd();
}

function valueText({ field, value, after, userID, rules }: FiredValue, ofRecord: string | undefined): string {
  const whose = userID === undefined || userID === ofRecord ? '' : ` of ${quoted(userID)}`;
  const isRefused = rules.some(({ action, isMonitored }) => action === 'refuse' && !isMonitored);
  const effects = rules.flatMap(({ id, action, why, isMonitored }) => {
    const cause = `${quoted(id)}: ${sentence(why)}`;
    if (isMonitored) return [`monitored by ${cause}`];
    if (action === 'refuse') return [`refused by ${cause}`];
    return isRefused ? [] : [`${after === undefined ? 'changed' : shortened(after)} by ${cause}`];
  });
  return `${quoted(field)}${whose}${value === undefined ? '' : ` ${shortened(value)}`} → ${effects.join(', ')}`;
}

function shortened(value: string | number): string {
  if (typeof value === 'number' || value.length <= MAX_VALUE_LENGTH) return toJsonCell(value);
  return `${toJsonCell(value.slice(0, MAX_VALUE_LENGTH).toWellFormed())}…`;
}

/** Describes the counts of a preview. */
export function countsText(counts: PreviewCounts): string {
  const { requests, differing, monitored, unjudged } = counts;
  const { allow, change, refuse } = counts.verdicts;
  return [
    `${requestsText(requests)}: ${allow} allowed, ${change} changed, ${refuse} refused; ${differing} differ from what was decided then.`,
    ...(monitored > 0 ? [`${requestsText(monitored)} broke rules that are only monitored.`] : []),
    ...(unjudged > 0
      ? [
          `${requestsText(unjudged)} could not be judged: ${unjudged === 1 ? 'its record lacks' : 'their records lack'} the event.`,
        ]
      : []),
    ...tallyText('rule', counts.byRule),
    ...tallyText('finding', counts.byFinding),
    ...tallyText('group', counts.byGroup),
  ].join('\n');
}

function requestsText(count: number): string {
  return `${count} ${count === 1 ? 'request' : 'requests'}`;
}

function tallyText(of: string, tally: Tally): string[] {
  const sorted = tally.sorted();
  if (sorted.length === 0) return [];
  const lines = sorted.slice(0, MAX_NAMES).map(([name, effects]) => `  ${nameText(of, name)}: ${effectsText(effects)}`);
  const more = sorted.length - lines.length;
  return [`By ${of}:`, ...lines, ...(more > 0 ? [`  and ${more} more`] : [])];
}

function nameText(of: string, name: string): string {
  if (of === 'finding') return sentence(name);
  return name === '' ? 'no group' : quoted(name);
}

function effectsText({ refused, changed, monitored }: Effects): string {
  return Object.entries({ refused, changed, monitored })
    .filter(([, count]) => count > 0)
    .map(([effect, count]) => `${count} ${effect}`)
    .join(', ');
}

/** Returns a request as one line of JSON. */
export function requestJson({ record, door, then, now, values, valuesThen }: Previewed): string {
  const { eventID, receivedAt, command, groupID, userID } = record;
  const verdicts = { verdict: now.verdict, verdictThen: then.verdict };
  return toJson({ eventID, receivedAt, door, command, groupID, userID, ...verdicts, values, valuesThen });
}

/** Returns the counts as one line of JSON, with every name. */
export function countsJson(counts: PreviewCounts, details: Readonly<Record<string, unknown>>): string {
  const { requests, monitored, differing, unjudged, byRule, byFinding, byGroup } = counts;
  const { allow: allowed, change: changed, refuse: refused } = counts.verdicts;
  const named = (key: string, tally: Tally) => tally.sorted().map(([name, effects]) => ({ [key]: name, ...effects }));
  const summary = {
    ...details,
    ...{ requests, allowed, changed, refused, monitored, differing, unjudged },
    byRule: named('rule', byRule),
    byFinding: named('why', byFinding),
    byGroup: named('groupID', byGroup),
    // Counts of the names that are left out, because there are too many.
    further: { byRule: byRule.further, byFinding: byFinding.further, byGroup: byGroup.further },
  };
  return toJson({ summary });
}
