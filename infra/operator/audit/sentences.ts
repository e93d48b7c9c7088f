import { callbackSentAs, shortName } from '../../../functions/openim/catalogue.ts';
import { fieldsSet } from '../../../functions/openim/fields-set.ts';
import { otherCallback } from '../../../functions/openim/other.ts';
import { groupOf, peopleOf } from '../../../functions/openim/people.ts';
import type { AuditRecord } from '../../../functions/record/record.ts';
import { sentence } from '../../cli/printable.ts';
import { templateOf } from './sentence-templates.ts';
import { inWords, nameOf, shownValue } from './sentence-words.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Fields that `{set}` leaves out, because they identify what is changed. */
const IDENTIFIERS: readonly string[] = ['callbackCommand', 'operationID', 'groupID', 'userID'];

/** Source: openimsdk/protocol, `constant`: FriendResponseAgree and FriendResponseRefuse. */
const HANDLE_RESULTS: ReadonlyMap<unknown, string> = new Map([
  [1, 'agreed'],
  [-1, 'declined'],
]);

/** Its fields are 0 and "" where they are not set. Source: open-im-server v3.8.3, `pkg/callbackstruct/group.go`. */
const SET_GROUP_INFO = 'callbackAfterSetGroupInfoCommand';

/** Returns a sentence about a record, on one line, that says what happened and who took part. */
export function sentenceAbout(record: AuditRecord): string {
  const { command, outcome, reason } = record;
  const body = eventOf(record);
  const name = shortName(command);
  if (outcome === 'malformed') {
    const about = groupOf(body) === undefined ? '' : ` about ${groupIn(body)}`;
    return `A callback ${nameOf(name)}${about} had an invalid body. Reason: ${sentence(reason ?? 'unknown')}`;
  }
  return filled(
    templateOf(name) ?? `A callback ${nameOf(name)} arrived[, about {=groupID}][, naming {anybody}]`,
    command,
    body,
  );
}

/** Returns the sentence about an empty dismissal that follows a full one of the same group. */
export function cleanUpSentence(record: AuditRecord): string {
  return `This is the clean-up after the dismissal of ${groupIn(eventOf(record))}, which OpenIM sends a second time without members`;
}

/** Returns the event of a record. One that could not be written is in the body. */
function eventOf({ event, body }: Pick<AuditRecord, 'event' | 'body'>): Fields {
  if (event) return event;
  try {
    const parsed: unknown = JSON.parse(body ?? '');
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? { ...parsed } : {};
  } catch {
    return {};
  }
}

function filled(template: string, command: string, body: Fields): string {
  const people = peopleOf(command, body);
  const withRole = (role: string) =>
    people.filter(({ roles }) => role === 'anybody' || roles.some((own) => own === role)).map(({ userID }) => userID);
  const fill = (placeholder: string): string | undefined => {
    if (placeholder === 'group') return groupIn(body);
    if (placeholder === 'set') return changesIn(command, body);
    if (placeholder === '=HandleResult') return HANDLE_RESULTS.get(body.HandleResult) ?? 'agreed or declined';
    if (placeholder.startsWith('=')) return shownValue(body[placeholder.slice(1)]);
    const [, roles = '', verb] = /^(.*?)( was)?$/.exec(placeholder) ?? [];
    const found = roles
      .split('|')
      .map(withRole)
      .find((userIDs) => userIDs.length > 0);
    return found && inWords(found) + (verb ? (found.length > 1 ? ' were' : ' was') : '');
  };
  const withParts = template.replace(/\[(.*?)\]/g, (_part, text: string) =>
    placeholdersIn(text).every((placeholder) => fill(placeholder)) ? text : '',
  );
  return withParts.replace(
    /\{(.*?)\}/g,
    (_text, placeholder: string, at: number) =>
      fill(placeholder) ?? `${at === 0 ? 'S' : 's'}omebody${placeholder.endsWith(' was') ? ' was' : ''}`,
  );
}

function placeholdersIn(text: string): string[] {
  return [...text.matchAll(/\{(.*?)\}/g)].map(([, placeholder = '']) => placeholder);
}

function groupIn(body: Fields): string {
  const groupID = groupOf(body);
  return groupID === undefined ? 'a group' : `the group ${nameOf(groupID)}`;
}

/** Returns the fields that an event sets, with their new values. */
function changesIn(command: string, body: Fields): string | undefined {
  const callback = callbackSentAs(command) ?? otherCallback(command);
  const set = Object.entries(callback ? fieldsSet(callback, body) : body).filter(
    ([name, value]) => !IDENTIFIERS.includes(name) && !(command === SET_GROUP_INFO && (value === '' || value === 0)),
  );
  return set.length === 0
    ? undefined
    : set.map(([name, value]) => `${nameOf(name)} to ${shownValue(value) ?? '""'}`).join(', ');
}
