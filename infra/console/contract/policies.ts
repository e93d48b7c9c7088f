import type { PolicyDocument } from '../../../functions/policy/document.ts';
import type { DoorName } from '../../../functions/policy/doors/sections.ts';
import type { Decision, FiredRule, Verdict } from '../../../functions/record/decision.ts';

export interface PoliciesAnswer {
  /** The one for all groups first. */
  readonly policies: readonly PolicyInForce[];
  readonly lists: readonly ListInForce[];
}

export interface PolicyInForce {
  /** `*` for all groups, or a group's ID. */
  readonly scope: string;
  readonly version: number;
  readonly changedAt: string;
  readonly author?: string;
  readonly note?: string;
  /** Absent when the stored policy is not valid. Then the receiver fails as its `FAILURE_VERDICT` says. */
  readonly document?: PolicyDocument;
}

/** List of terms. */
export interface ListInForce {
  readonly name: string;
  readonly version: number;
  readonly terms: number;
  /** Scopes of the policies whose rules name it. */
  readonly usedBy: readonly string[];
}

/** Draft of a policy. */
export interface Draft {
  readonly document: unknown;
  /** Terms of lists that its rules name, by name. Other lists are those in force. */
  readonly lists?: Readonly<Record<string, readonly string[]>>;
}

/** A request to judge, by the draft alone, or without one by what is in force. */
export interface TryRequest {
  readonly draft?: Draft;
  /** Group whose own policy counts, too. Only without a draft. */
  readonly group?: string;
  /** Absent: `member`, or the only door with all the fields. */
  readonly at?: DoorName;
  /** Fields under OpenIM's names, such as `nickName`, `faceURL`, `roleLevel` (a number), `userID`. */
  readonly request: Readonly<Record<string, string | number | null>>;
}

export interface TryAnswer {
  readonly door: DoorName;
  /** Verdict, with the rules that fired and the changes in the order of the rules. A draft is always enforced. */
  readonly decision: Decision;
  /** The same in words, as `npm run policy -- try` prints it. */
  readonly lines: readonly string[];
  /** No policy is in force for the scope. */
  readonly isUnruled?: true;
}

/** Draft to judge recorded requests by, newest first. */
export interface PreviewRequest {
  readonly draft: Draft;
  /** The draft is this group's own, and only the group's requests are judged. */
  readonly group?: string;
  /** Times such as `2h`, `7d` or ISO 8601. Defaults: 7d, now. */
  readonly since?: string;
  readonly until?: string;
  /** Requests to return; default 50, at most 500. Counts are of all. */
  readonly limit?: number;
}

export interface PreviewAnswer {
  /** Records of these times were judged. */
  readonly from: string;
  readonly until: string;
  /** False: the time for a preview was over, and older records were not judged. `npm run policy -- preview` judges all. */
  readonly isComplete: boolean;
  readonly counts: PreviewCountsAnswer;
  /** Requests on which rules fire, or whose verdict differs from the recorded one. */
  readonly requests: readonly PreviewedRequest[];
}

export interface PreviewCountsAnswer {
  readonly requests: number;
  readonly verdicts: Readonly<Record<Verdict, number>>;
  /** Requests that monitored rules would have refused or changed. */
  readonly monitored: number;
  /** Requests with another verdict than then. */
  readonly differing: number;
  /** Requests whose records lack the event. */
  readonly unjudged: number;
  /** Most frequent first, at most 100 of each. Requests without a group have the group "". */
  readonly byRule: readonly NamedEffects[];
  readonly byGroup: readonly NamedEffects[];
}

export interface NamedEffects {
  readonly name: string;
  readonly refused: number;
  readonly changed: number;
  readonly monitored: number;
}

export interface PreviewedRequest {
  readonly eventID: string;
  readonly receivedAt: string;
  readonly callback: string;
  readonly door: DoorName;
  readonly groupID?: string;
  readonly userID?: string;
  /** Recorded verdict, and that of the draft. */
  readonly verdictThen: Verdict;
  readonly verdictNow: Verdict;
  readonly values: readonly PreviewedValue[];
  /** Values on which the rules of that time fired, where the verdict differs. */
  readonly valuesThen: readonly PreviewedValue[];
}

export interface PreviewedValue {
  readonly field: string;
  readonly value?: string | number;
  readonly after?: string | number;
  readonly userID?: string;
  readonly rules: readonly FiredRule[];
}
