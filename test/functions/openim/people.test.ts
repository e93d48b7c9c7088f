import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { groupOf, peopleOf } from '../../../functions/openim/people.ts';
import { wireFields } from '../../../functions/openim/wire-fields.ts';
import { expectedPeople, expectedRoles } from '../../support/expected-roles.ts';

const J = 'callbackAfterJoinGroupCommand';

const rolesOf = (command: string, body: unknown) =>
  Object.fromEntries(peopleOf(command, body).map(({ userID, roles }) => [userID, roles]));

describe('peopleOf', () => {
  it.each([
    { about: 'a join as servers send it', command: J, body: { inviterUserID: 'u' }, roles: { u: ['joined'] } },
    { about: 'a join as documents have it', command: J, body: { userID: 'u' }, roles: { u: ['joined'] } },
    {
      about: 'a join that names both',
      command: J,
      body: { userID: 'u', inviterUserID: 'i' },
      roles: { u: ['joined'], i: ['inviter'] },
    },
    {
      about: 'an owner who is a member, and members who are named twice',
      command: 'callbackAfterDisMissGroupCommand',
      body: { ownerID: 'o', membersID: ['m', 'o', 'm'] },
      roles: { o: ['owner', 'member'], m: ['member'] },
    },
    {
      about: 'everybody who is mentioned',
      command: 'callbackAfterSendGroupMsgCommand',
      body: { sendID: 's', atUserList: ['AtAllTag', 'r'] },
      roles: { s: ['sender'], r: ['receiver'] },
    },
    {
      about: 'the other side of a friendship that was agreed to',
      command: 'callbackAfterAddFriendAgreeCommand',
      body: { fromUserID: 'a', blackUserID: 'b' },
      roles: { a: ['applicant'], b: ['receiver'] },
    },
    {
      about: 'a callback of a later version',
      command: 'callbackNew',
      body: { userIDList: ['u'] },
      roles: { u: ['receiver'] },
    },
    {
      about: 'fields of other types',
      command: J,
      body: { userID: 7, membersID: { 0: 'x' }, users: ['u', null] },
      roles: {},
    },
    { about: 'no object', command: J, body: 'userID', roles: {} },
    { about: 'empty texts', command: J, body: { userID: '', membersID: [''] }, roles: {} },
  ])('names people of $about', ({ command, body, roles }) => {
    expect(rolesOf(command, body)).toEqual(roles);
  });
});

interface Field {
  readonly name: string;
  readonly type: string;
  readonly fields?: readonly Field[];
}

const sourceFile = new URL('../../../infra/openim/callbacks.json', import.meta.url);
const { callbacks }: { callbacks: { wireName: string; shapes: { versions: string[]; request: Field[] }[] }[] } =
  JSON.parse(readFileSync(sourceFile, 'utf8'));
const shapes = callbacks.flatMap(({ wireName, shapes }) => shapes.map((shape) => ({ wireName, ...shape })));

/** A body in which every text is its own name, with its path. */
function bodyOf(fields: readonly Field[], path = ''): Record<string, unknown> {
  return Object.fromEntries(
    fields.map(({ name, type, fields: inner = [] }) => {
      const value = type.startsWith('object') ? bodyOf(inner, `${path}${name}.`) : `${path}${name}`;
      return [name, type.endsWith('[]') ? [value] : value];
    }),
  );
}

describe.each(shapes)('$wireName of $versions.0', ({ wireName, request }) => {
  const body = bodyOf(request.filter(({ type }) => !type.startsWith('integer') && type !== 'boolean'));

  it('names each of its people in the right role, and nobody else', () => {
    const people = peopleOf(wireName, body).flatMap(({ userID, roles }) => roles.map((role) => `${userID}: ${role}`));

    expect(people.sort()).toEqual(expectedPeople(wireName, body));
  });

  it('is in the table of roles, with paths that a version has', () => {
    expect(expectedRoles).toHaveProperty(wireName);
    const all = shapes.filter((shape) => shape.wireName === wireName).flatMap((shape) => shape.request);
    for (const path of Object.keys(expectedRoles[wireName] ?? {}))
      expect(all.map(({ name }) => name)).toContain(path.split('.')[0]);
  });

  it('names its group', () => {
    const named = request.find(({ name }) => name === 'groupID' || name === 'groupId')?.name;
    expect(groupOf(body)).toBe(named);
  });

  it('has its fields in the catalogue', () => {
    const paths = Object.keys(wireFields[wireName] ?? {}).map((path) => path.replaceAll('[]', ''));
    for (const { name, fields } of request)
      for (const path of fields ? fields.map((field) => `${name}.${field.name}`) : [name])
        expect(paths).toContain(path);
  });
});

it('names a group by its conversation', () => {
  expect(groupOf({ conversationID: 'sg_7' })).toBe('7');
  expect(groupOf({ conversationID: 'si_a_b' })).toBeUndefined();
});
