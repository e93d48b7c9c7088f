import * as v from 'valibot';
import { type Check, commonOfText } from './rule.ts';

/** Makes one space of several, of whatever width. */
export const CollapseSpaces = v.strictObject({ kind: v.literal('collapse-spaces'), ...commonOfText });

export function checkCollapseSpaces(): Check<string> {
  return (text) => {
    const collapsed = text.replace(/\s{2,}/g, ' ');
    return collapsed === text ? undefined : { change: collapsed, why: 'several spaces' };
  };
}
