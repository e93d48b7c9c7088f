import type { DoorName } from '../../../functions/policy/doors/sections.ts';
import type { Decision, FiredRule } from '../../../functions/record/decision.ts';
import type { AuditRecord } from '../../../functions/record/record.ts';

/** A value on which rules fired. */
export interface FiredValue {
  readonly field: string;
  readonly value?: string | number;
  /** The changed value, if the rules changed it. */
  readonly after?: string | number;
  readonly userID?: string;
  readonly rules: readonly FiredRule[];
}

/** A recorded request on which rules fire, or which was decided otherwise. */
export interface Previewed {
  readonly record: AuditRecord;
  readonly door: DoorName;
  readonly then: Decision;
  readonly now: Decision;
  readonly values: readonly FiredValue[];
  /** The same of the decision then. Empty for the same verdict. */
  readonly valuesThen: readonly FiredValue[];
}
