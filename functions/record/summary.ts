import { stripVTControlCharacters } from 'node:util';
import { type Decision, isOnlyMonitored } from './decision.ts';
import { isPlain, lastGraphemeAt } from './graphemes.ts';
import { BLANK, escapeOf, HIDDEN } from './hidden-characters.ts';
import { REPLAY_WORD } from './replay-word.ts';

/** UTF-16 code units of a summary with its ellipsis: at most 600 bytes, so that an item of an index takes one write unit. */
export const MAX_SUMMARY_LENGTH = 200;

const ELLIPSIS = '…';

/** Between parts, which have no other gap of two spaces outside of quotes. */
const GAP = '  ';

/** Fields that have columns of their own in a list. */
const SHOWN = ['groupID', 'userID', 'ownerID'];

/** Texts that JSON and a list show as they are. Most are, so that few cold starts need another pattern. */
const PLAIN = /^[ !#-[\]-~]*$/;
const PLAIN_WORD = /^[!#-[\]-~]{2,}$/;

/** Texts in plain characters that need quotes. */
const PLAIN_NEEDS_QUOTES = /^-?$|[ "\\]/;

const createPatterns = () => ({
  hiddenButSpace: new RegExp(`(?! )${HIDDEN}`, 'gu'),
  needsQuotes: new RegExp(`^-?$|${HIDDEN}|["\\\\${ELLIPSIS}]`, 'u'),
  gaps: new RegExp(`[${BLANK}]+`, 'gu'),
});

/** Created on first use, because creating expressions with classes of Unicode takes a part of a cold start. */
let created: ReturnType<typeof createPatterns> | undefined;

function patterns() {
  created ??= createPatterns();
  return created;
}

/** Fields of a record that say what happened. */
interface Described {
  readonly event?: Readonly<Record<string, unknown>> | undefined;
  readonly reason?: string | undefined;
  readonly decision?: Decision | undefined;
  readonly replayOf?: string | undefined;
}

/**
 * Returns one line about a record for lists: the mark of a replay, then the rules that fired and the event's fields, or the reason.
 * Empty when there are none.
 *
 * The line is quoted where it is made, because consoles and subscribers show it, too. Names and values that could be taken for
 * more than one or for nothing are JSON strings, without invisible characters. Outside of quotes only a cut ends in an ellipsis.
 */
export function summaryOf(record: Described): string {
  const line = describe(record, MAX_SUMMARY_LENGTH + 1);
  if (line.length <= MAX_SUMMARY_LENGTH) return line;
  return line.slice(0, lastGraphemeAt(line.slice(0, MAX_SUMMARY_LENGTH))) + ELLIPSIS;
}

/**
 * Describes a record as `summaryOf` does, but in full.
 *
 * @param enough length after which the rest may be left out, because a body can hold 100,000 members
 */
export function describe(record: Described, enough = Number.POSITIVE_INFINITY): string {
  const mark = record.replayOf === undefined ? [] : [REPLAY_WORD];
  return [...mark, ...partsOf(record, enough)].join(GAP).toWellFormed();
}

function partsOf({ event = {}, reason, decision }: Described, enough: number): string[] {
  if (reason !== undefined) return [sentence(reason)];
  const parts = decision ? rulesIn(decision) : [];
  let length = parts.join(GAP).length;
  for (const [name, value] of Object.entries(event)) {
    if (SHOWN.includes(name)) continue;
    if (length >= enough) break;
    const after = decision?.changes?.[name]?.after;
    const change = after === undefined ? '' : ` → ${text(after, enough)}`;
    const part = `${fieldName(name)}=${text(value, enough)}${change}`;
    parts.push(part);
    length += part.length;
  }
  return parts;
}

/** Returns the rules that acted, then those that are only monitored, such as `[staff, would: links]`. */
function rulesIn(decision: Decision): string[] {
  const { rules = [] } = decision;
  if (rules.length === 0) return [];
  const acted = rules.filter((rule) => !isOnlyMonitored(rule, decision)).map(({ id }) => word(id));
  const monitored = rules.filter((rule) => isOnlyMonitored(rule, decision)).map(({ id }) => word(id));
  return [`[${[...acted, ...(monitored.length > 0 ? [`would: ${monitored.join(', ')}`] : [])].join(', ')}]`];
}

/** Returns a sentence that may quote what others wrote, on one line and without gaps. */
function sentence(reason: string): string {
  return stripVTControlCharacters(reason.replace(patterns().gaps, ' '))
    .replace(patterns().hiddenButSpace, '\uFFFD')
    .toWellFormed();
}

function fieldName(name: string): string {
  return name.includes('=') ? json(name) : word(name);
}

function text(value: unknown, enough: number): string {
  return typeof value === 'string' ? word(value.slice(0, enough)) : jsonOf(value, enough);
}

function word(value: string): string {
  if (PLAIN_WORD.test(value)) return value;
  const needs = isPlain(value) ? PLAIN_NEEDS_QUOTES : patterns().needsQuotes;
  return needs.test(value) ? json(value) : value;
}

/** Returns the JSON of a value, of which the rest is left out once there is enough. */
function jsonOf(value: unknown, enough: number): string {
  if (typeof value === 'string') return json(value.slice(0, enough));
  if (typeof value === 'bigint') return String(value);
  if (typeof value !== 'object' || value === null) return json(value);
  const isList = Array.isArray(value);
  let written = isList ? '[' : '{';
  let isFirst = true;
  for (const name in value) {
    const member = (value as Readonly<Record<string, unknown>>)[name];
    if (member === undefined && !isList) continue;
    if (written.length >= enough) return written;
    if (!isFirst) written += ',';
    if (!isList) written += `${json(name)}:`;
    written += jsonOf(member, enough - written.length);
    isFirst = false;
  }
  return written + (isList ? ']' : '}');
}

/** Returns a value as JSON in which every hidden character is escaped. */
function json(value: unknown): string {
  if (typeof value !== 'string') return JSON.stringify(value) ?? 'null';
  if (PLAIN.test(value)) return `"${value}"`;
  const written = JSON.stringify(value);
  return isPlain(written) ? written : written.replace(patterns().hiddenButSpace, escapeOf);
}
