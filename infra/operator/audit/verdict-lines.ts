import type { Timing } from '../../../functions/openim/wire-callback.ts';
import { type Decision, type FiredRule, isOnlyMonitored } from '../../../functions/record/decision.ts';
import type { AuditRecord } from '../../../functions/record/record.ts';
import type { RelayVerdict } from '../../../functions/record/relayed.ts';
import { quoted, sentence, toJsonCell } from '../../cli/printable.ts';

const DONE = { allow: 'allowed', change: 'changed', refuse: 'refused' } as const;

/**
 * Explains the verdict on a record, a line for each reason.
 *
 * @param byRelay record of the verdict that a relay gave instead of this one
 */
export function verdictLines(record: AuditRecord, timing: Timing, byRelay?: AuditRecord): string[] {
  const { outcome, reason, decision, relay } = record;
  if (relay?.verdict) return relayLines(relay.verdict, record);
  const lines = [summaryLine(record, timing), ...replacementLines(record)];
  if (byRelay?.relay?.verdict)
    lines.push(`OpenIM got ${ownVerdict(byRelay.relay.verdict)} instead, in the record ${quoted(byRelay.eventID)}.`);
  if (reason !== undefined) lines.push(`${REASONS[outcome] ?? 'Note'}: ${sentence(reason)}.`);
  if (decision && outcome !== 'malformed') lines.push(...decisionLines(record, decision));
  return lines;
}

const REASONS: Readonly<Record<string, string>> = {
  malformed: 'The body is not valid',
  failed: 'The receiver failed',
  recorded: 'The body has another form than expected',
};

function summaryLine({ outcome, decision }: AuditRecord, timing: Timing): string {
  if (timing === 'after') return 'No verdict, because OpenIM reported a completed operation.';
  if (outcome === 'recorded') return 'Not judged, because no policy applies to this callback. The operation continued.';
  if (outcome === 'malformed' || outcome === 'failed')
    return `The failure verdict decided: ${decision?.verdict ?? 'unknown'}.`;
  if (decision?.wouldBe === undefined || !hasMonitored(decision)) return `The request was ${quoted(outcome)}.`;
  const { wouldBe } = decision;
  const else_ = wouldBe === 'allow' ? 'allowed, too' : DONE[wouldBe];
  if (decision.mode !== 'monitor' || decision.verdict !== 'allow')
    return `The request was ${quoted(outcome)}. With the monitored rules enforced, it would have been ${wouldBe === decision.verdict ? `${DONE[wouldBe]}, too` : DONE[wouldBe]}.`;
  return `The request was ${quoted(outcome)}, because the policy only monitors. In enforce mode it would have been ${else_}.`;
}

/** Explains the verdict that a relay gave by itself. */
function relayLines(verdict: RelayVerdict, { insteadOf, outcome, reason }: AuditRecord): string[] {
  return [
    `OpenIM got ${ownVerdict(verdict)}: ${sentence(verdict.reason)}.`,
    ...(insteadOf
      ? [`If the receiver gave a verdict, too late for the relay, it is in the record ${quoted(insteadOf)}.`]
      : []),
    ...(reason === undefined ? [] : [`${REASONS[outcome] ?? 'Note'}: ${sentence(reason)}.`]),
  ];
}

function ownVerdict({ verdict, errCode }: RelayVerdict): string {
  return verdict === 'refuse' ? `the relay's own refusal with code ${errCode}` : "the relay's own permission";
}

/** Monitored rules that did not fire are not shown. A record that leaves findings out may lack them. */
function hasMonitored(decision: Decision): boolean {
  const { rules = [], omitted, mode, verdict, wouldBe } = decision;
  return (
    omitted !== undefined ||
    mode === 'monitor' ||
    wouldBe !== verdict ||
    rules.some((rule) => isOnlyMonitored(rule, decision))
  );
}

/** Explains an answer that differed from the verdict. */
function replacementLines({ insteadOf, correctedBy }: AuditRecord): string[] {
  return [
    insteadOf !== undefined &&
      `The judged record ${quoted(insteadOf)} could not be written in time. So OpenIM got this refusal instead.`,
    correctedBy !== undefined &&
      `This record could not be written in time, so OpenIM got a refusal. It was corrected later, by the refusal ${quoted(correctedBy)}.`,
  ].filter((line) => line !== false);
}

function decisionLines({ insteadOf, correctedBy }: AuditRecord, decision: Decision): string[] {
  const { verdict, rules = [], changes = {}, omitted, policyVersion, degraded, mode } = decision;
  const isMade = verdict === 'change' || (verdict === 'allow' && mode !== 'monitor');
  const isReplaced = insteadOf !== undefined || correctedBy !== undefined;
  const failed = policyVersion ? 'The policy may be out of date' : 'A failure decided instead of the policy';
  return [
    ...(degraded !== undefined && !isReplaced ? [`${failed}: ${sentence(degraded)}.`] : []),
    ...rules.map((rule) => ruleLine(rule, isOnlyMonitored(rule, decision))),
    ...Object.entries(changes).map(
      ([field, { before, after }]) =>
        `${quoted(field)} ${shown(before)} ${isMade ? 'became' : 'would have become'} ${shown(after)}.`,
    ),
    ...(omitted !== undefined ? [omittedLine(omitted)] : []),
    ...(policyVersion ? [policyLine(policyVersion, mode)] : []),
  ];
}

function omittedLine(omitted: number): string {
  return omitted === 1 ? 'The record leaves out 1 more finding.' : `The record leaves out ${omitted} more findings.`;
}

function ruleLine({ id, field, action, why, errCode, errMsg }: FiredRule, hasNoEffect: boolean): string {
  const done = hasNoEffect ? `would have ${DONE[action]}` : DONE[action];
  const because = why === '' ? '' : ` (${sentence(why)})`;
  const message = errCode === undefined ? '' : ` with code ${errCode} and the message ${shown(errMsg ?? '')}`;
  return `The rule ${quoted(id)} ${done} ${quoted(field)}${because}${message}.`;
}

function policyLine({ all, group }: NonNullable<Decision['policyVersion']>, mode: Decision['mode']): string {
  const versions = [
    all !== undefined && `version ${all} for all groups`,
    group !== undefined && `version ${group} of the group's own`,
  ].filter((version) => version !== false);
  return `Policy: ${versions.length === 0 ? 'none is set' : `${versions.join(', ')}, mode ${mode ?? 'enforce'}`}.`;
}

function shown(value: string | number): string {
  return typeof value === 'number' ? String(value) : toJsonCell(value);
}
