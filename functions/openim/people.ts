import { type FieldPath, valuesAt } from './field-values.ts';
import { ROLES, type Role, roleOf } from './roles.ts';

/** Stands in a list of mentioned users for all of a group. Source: openimsdk/protocol, `constant`, `AtAllString`. */
const EVERYBODY = 'AtAllTag';

const JOIN = 'callbackAfterJoinGroupCommand';

/** A person whom a body names, with all roles. */
export interface Person {
  readonly userID: string;
  readonly roles: readonly Role[];
}

/**
 * Returns the people whom a body names, each once. The first is the one that a record carries as its `userID`.
 *
 * @param command wire name of the callback
 * @param body a body as it was sent, or the event that was made of it: both name people in the same fields
 */
export function peopleOf(command: string, body: unknown): Person[] {
  const people = new Map<string, Set<Role>>();
  for (const { role, userIDs } of namingsIn(command, body)) {
    for (const userID of userIDs) people.set(userID, (people.get(userID) ?? new Set()).add(role));
  }
  return [...people].map(([userID, roles]) => ({ userID, roles: [...roles] }));
}

/** Returns the first of the people, without a list of the others: a body may name 100,000. */
export function firstPersonOf(command: string, body: unknown): Person | undefined {
  const namings = namingsIn(command, body);
  const userID = namings[0]?.userIDs[0];
  if (userID === undefined) return undefined;
  const roles = namings.filter(({ userIDs }) => userIDs.includes(userID)).map(({ role }) => role);
  return { userID, roles: [...new Set(roles)] };
}

/** Paths with the field of the body in which each begins. Most bodies have few of them. */
const PATHS = Object.keys(ROLES).map((path) => ({ path, field: path.split(/[.[]/, 1)[0] as string }));

function namingsIn(command: string, body: unknown) {
  if (typeof body !== 'object' || body === null) return [];
  return PATHS.flatMap(({ path, field }) => {
    if (!(field in body)) return [];
    const userIDs = valuesAt(body, path).filter((userID) => userID !== EVERYBODY);
    const role = isInviter(command, path, body) ? 'inviter' : roleOf(command, path);
    return role && userIDs.length > 0 ? [{ role, userIDs }] : [];
  });
}

/** Servers put the member who joined into `inviterUserID`. Only where `userID` is sent as well, the name is true. */
function isInviter(command: string, path: FieldPath, body: unknown): boolean {
  return command === JOIN && path === 'inviterUserID' && valuesAt(body, 'userID').length > 0;
}

/** Fields that name the group. Documents nest the first. */
const GROUP_PATHS = ['groupInfoForSet.groupID', 'groupID', 'groupId'];

/** A group's conversation is named after it. Source: openimsdk/open-im-server v3.8.3, `pkg/msgprocessor/conversation.go`. */
const GROUP_CONVERSATION = /^sg_(.+)$/s;

/** Returns the group that a body names, if any. */
export function groupOf(body: unknown): string | undefined {
  for (const path of GROUP_PATHS) {
    const [named] = valuesAt(body, path);
    if (named !== undefined) return named;
  }
  return GROUP_CONVERSATION.exec(valuesAt(body, 'conversationID')[0] ?? '')?.[1];
}
