import { expect, it } from 'vitest';
import { DOORS_OF, SECTIONS } from '../../../../functions/policy/doors/sections.ts';
import { DOOR_FIELDS } from '../../../../infra/operator/policy/door-fields.ts';

it.each(SECTIONS)('knows a field of %s at each of its doors', (section) => {
  const doors = new Set(DOOR_FIELDS.flatMap(({ door, value }) => (value.section === section ? [door] : [])));
  expect([...doors].sort()).toEqual([...DOORS_OF[section]].sort());
});
