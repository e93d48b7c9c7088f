import type { PolicyDocument } from '../../../functions/policy/document.ts';
import { DOORS_OF, SECTIONS } from '../../../functions/policy/doors/sections.ts';
import { sectionOf } from '../../../functions/policy/policy.ts';

/** Returns the mistakes of sections that name a door at which their value cannot be set. */
export function impossibleDoors(policy: PolicyDocument): string[] {
  return SECTIONS.flatMap((name) => {
    const possible: readonly string[] = DOORS_OF[name];
    return (sectionOf(policy[name])?.at ?? []).flatMap((door, index) =>
      possible.includes(door) ? [] : [`${name}.at.${index}: must be one of ${possible.join(', ')}`],
    );
  });
}
