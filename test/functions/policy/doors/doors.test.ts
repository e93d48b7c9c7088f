import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CallbackKind, callbackNamed, catalogue, commandOf } from '../../../../functions/openim/catalogue.ts';
import type { Changes, DoorEvent } from '../../../../functions/policy/doors/door.ts';
import { DOOR_OF, doorFor } from '../../../../functions/policy/doors/doors.ts';
import { joinDoor } from '../../../../functions/policy/doors/join.ts';
import { judge } from '../../../../functions/policy/judge.ts';
import { samples } from '../../../support/bodies.ts';
import { policyOf } from '../../../support/policy.ts';

const names = [
  { kind: 'trim', id: 'trim' },
  { kind: 'collapse-spaces', id: 'spaces' },
  { kind: 'terms', id: 'rude', terms: ['spam'] },
];
const POLICY = policyOf({
  nickName: names,
  groupName: names.map((rule) => ({ ...rule, id: `${rule.id}-2` })),
  groupText: names.map((rule) => ({ ...rule, id: `${rule.id}-3` })),
  faceURL: [{ kind: 'hosts', id: 'hosts', allow: ['a.example'], replaceWith: 'https://a.example/' }],
  ex: [{ kind: 'bytes', id: 'small', max: 10 }],
  groupEx: [{ kind: 'json', id: 'json' }],
  roleLevel: [{ kind: 'levels', id: 'levels', allow: [20], setTo: 20 }],
});

const value = fc.constantFrom('', ' ', ' bob', 'a  b ', 'spam', 'https://a.example/x', 'https://b.example/x', '{}');
const fields = fc.dictionary(
  fc.constantFrom('nickName', 'nickname', 'faceURL', 'ex', 'groupName', 'notification', 'introduction'),
  value,
);
const people = fc
  .array(fields, { maxLength: 4 })
  .map((all) => all.map((each, index) => ({ ...each, userID: `u-${index}`, roleLevel: 20, createTime: index })));

const judgedNames = Object.keys(DOOR_OF) as (keyof typeof DOOR_OF)[];

/** Returns the request as OpenIM goes on with it. Source: openimsdk/open-im-server v3.8.3, `callback.go` of group and user. */
function goneOn(event: DoorEvent, answer: DoorEvent): DoorEvent {
  const { memberCallbackList = [], ...rest } = answer;
  const byID = new Map((memberCallbackList as { userID: string }[]).map((item) => [item.userID, item]));
  const members = event.memberList as { userID: string }[] | undefined;
  const memberList = members?.map((member) => ({ ...member, ...byID.get(member.userID) }));
  return { ...event, ...rest, ...(memberList && { memberList }) };
}

describe.each(judgedNames)('the door of %s', (name) => {
  const callback: CallbackKind = callbackNamed(name);
  const door = doorFor(callback);
  if (!door) throw new Error(`no door for ${name}`);
  const [sample] = samples.filter((each) => each.callback === name);
  const events = fc.tuple(fields, people).map(([flat, list]): DoorEvent => {
    const lists = { users: list, memberList: list, initMemberList: [{ userID: 'o', roleLevel: 100 }, ...list] };
    const own = Object.entries(lists).filter(([field]) => field in (sample?.event ?? {}));
    return { ...sample?.event, ...flat, ...Object.fromEntries(own) };
  });
  const judged = (event: DoorEvent) => judge(door.valuesOf(event, callback), door.name, POLICY);
  const newValues = ({ changes = {} }: ReturnType<typeof judged>): Changes =>
    Object.fromEntries(Object.entries(changes).map(([field, { after }]) => [field, after]));

  it('changes nothing of what it has changed', () => {
    fc.assert(
      fc.property(events, (event) => {
        const decision = judged(event);
        fc.pre(decision.verdict !== 'refuse');
        const answer = door.answerFor(event, newValues(decision), commandOf(callback));

        const again = judged(goneOn(event, decision.verdict === 'change' ? answer : {}));

        expect(again).toMatchObject({ verdict: 'allow' });
        expect(again.changes).toBeUndefined();
      }),
    );
  });

  it('makes exactly the given changes', () => {
    const requests = events.chain((event) => {
      const values = door.valuesOf(event, callback).filter(({ isFixed }) => !isFixed);
      return fc.subarray([...values]).map((changed) => ({ event, changed }));
    });
    fc.assert(
      fc.property(requests, ({ event, changed }) => {
        const changes: Changes = Object.fromEntries(
          changed.map(({ field, value: before }) => [field, typeof before === 'number' ? 60 : `${before}!`]),
        );
        const before = new Map(door.valuesOf(event, callback).map((each) => [each.field, each.value]));

        const next = goneOn(event, door.answerFor(event, changes, commandOf(callback)));

        const after = new Map(door.valuesOf(next, callback).map((each) => [each.field, each.value]));
        expect(after).toEqual(new Map([...before].map(([field, was]) => [field, changes[field] ?? was])));
        expect(withoutJudged(next)).toEqual(withoutJudged(event));
      }),
    );
  });
});

/** Returns an event with its judged values blanked, to compare all the others. */
function withoutJudged(event: unknown): unknown {
  const judged = /^(nick[nN]ame|faceURL|ex|roleLevel|groupName|notification|introduction)$/;
  return JSON.parse(JSON.stringify(event, (field, each) => (judged.test(field) ? '' : each)));
}

it('has a door for every before callback of the catalogue', () => {
  const before = catalogue.filter(({ timing }) => timing === 'before').map(({ name }) => name);
  expect(judgedNames.toSorted()).toEqual(before.toSorted());
});

describe('the door of people who join', () => {
  const event = {
    groupID: 'g',
    memberList: [
      { userID: 'u-1', ex: 'a' },
      { userID: 'u-2', ex: 'b' },
    ],
  };

  it('answers the changed members only, by their IDs', () => {
    const answer = joinDoor.answerFor(event, { 'memberList[1].ex': 'c' }, 'callbackBeforeMembersJoinGroupCommand');
    expect(answer).toEqual({ memberCallbackList: [{ userID: 'u-2', ex: 'c' }] });
  });

  it('judges a member beside an empty list, which a body that does not fit may have', () => {
    const event = { groupID: 7, userID: 'u-1', ex: 'a', memberList: [] };
    const values = joinDoor.valuesOf(event, callbackNamed('before-members-join-group'));
    expect(values).toMatchObject([{ field: 'memberList[0].ex', value: 'a', userID: 'u-1' }]);
  });

  it('answers a server up to v3.7 flat', () => {
    const flat = { groupID: 'g', memberList: [{ userID: 'u-1', ex: 'a' }] };
    const answer = joinDoor.answerFor(flat, { 'memberList[0].ex': 'c' }, 'callbackBeforeMemberJoinGroupCommand');
    expect(answer).toEqual({ ex: 'c' });
  });

  it.each([
    { about: 'without an ID', memberList: [{ ex: 'a' }, { userID: '', ex: 'b' }] },
    {
      about: "whose ID is another's, too",
      memberList: [
        { userID: 'u', ex: 'a' },
        { userID: 'u', ex: 'b' },
      ],
    },
  ])('never changes members $about', ({ memberList }) => {
    const values = joinDoor.valuesOf({ memberList }, callbackNamed('before-members-join-group'));
    expect(values.map(({ isFixed }) => isFixed)).toEqual([true, true]);
  });
});
