import type { Waiting } from '../delivery/target-state.ts';
import { type RelayStatus, spoolShare, type TargetStatus } from './relay-status.ts';

type Cause = Waiting['cause'];

/** Says why a target waits, and what to do. It goes on by itself in every case. */
const EXPLANATIONS: Readonly<Record<Cause, (reason: string) => string>> = {
  away: (reason) => `The receiver cannot be reached (${reason}).`,
  throttled: (reason) => `The receiver takes fewer callbacks (${reason}).`,
  failing: (reason) => `The receiver fails (${reason}). Look at its log.`,
  unauthorised: (reason) =>
    `The receiver does not accept the relay's token or address (${reason}). Set RELAY_TO to the address with a valid token, and restart the relay.`,
};

/** Returns the line for a target that begins to wait, or takes callbacks again. */
export function stateLine(waiting: Pick<Waiting, 'cause' | 'reason'> | undefined): string {
  if (waiting === undefined) return 'The receiver takes callbacks again.';
  return `${EXPLANATIONS[waiting.cause](waiting.reason)} Callbacks wait in the spool.`;
}

/** Returns the line of each minute for a target that callbacks wait for. */
export function waitingLine({ waiting, address, oldestSeconds, state, reason = '' }: TargetStatus): string {
  const callbacks = waiting === 1 ? '1 callback waits' : `${waiting} callbacks wait`;
  const why = state === 'open' ? 'Deliveries go on.' : EXPLANATIONS[state](reason);
  return `${callbacks} for ${address}, the oldest for ${durationOf(oldestSeconds)}. ${why}`;
}

/** Share of the limit above which the spool is nearly full. */
export const NEARLY_FULL = 0.8;

export function nearlyFullLine(status: RelayStatus): string {
  const percent = Math.floor(spoolShare(status) * 100);
  return `The spool is ${percent} % full. At 100 % callbacks are turned away. Restore the deliveries, or raise --spool-limit.`;
}

const UNITS = [
  ['d', 86_400],
  ['h', 3_600],
  ['min', 60],
] as const;

/** Returns a duration to its largest unit, such as `5 min`. */
export function durationOf(seconds: number): string {
  const [unit, length] = UNITS.find(([, length]) => seconds >= length) ?? ['s', 1];
  return `${Math.floor(seconds / length)} ${unit}`;
}
