import { expect, it } from 'vitest';
import { scripts } from '../../../../functions/policy/rules/scripts.ts';

const CHARACTERS = Array.from({ length: 0x1_fa10 }, (_, code) => String.fromCodePoint(code)).filter((character) =>
  character.isWellFormed(),
);

it.each([
  { allow: ['Latin'], allowed: /[\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}]/u },
  { allow: ['Han'], allowed: /[\p{Script=Han}\p{Script=Common}\p{Script=Inherited}]/u },
  {
    allow: ['Cyrillic', 'Latin'],
    allowed: /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Common}\p{Script=Inherited}]/u,
  },
])('allows the characters of $allow and those that belong to no script', ({ allow, allowed }) => {
  const check = scripts.compile({ kind: 'scripts', allow } as { kind: string });
  const wrong = CHARACTERS.filter((character) => (check(character) === undefined) !== allowed.test(character));

  expect(wrong).toEqual([]);
});
