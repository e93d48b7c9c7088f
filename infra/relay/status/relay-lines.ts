import { quoted } from '../../cli/printable.ts';
import type { Waiting } from '../delivery/target-state.ts';
import { isAboutCertificate } from '../receiver/failure-reason.ts';
import { RECEIVER, type Target, titleOf } from '../receiver/target.ts';
import type { Discarded, LastingBytes } from '../spool/spooled.ts';
import { type SpoolSize, spoolShare, type TargetStatus } from './relay-status.ts';

type Cause = Waiting['cause'];

type Named = Pick<Target, 'name'>;

const CERTIFICATE_ADVICE =
  ' Renew its certificate, or set NODE_EXTRA_CA_CERTS to a file with its authority, and restart the relay.';

/** Says why a target waits, and what to do. It goes on by itself in every case. */
const EXPLANATIONS: Readonly<Record<Cause, (target: Named, reason: string) => string>> = {
  away: (target, reason) =>
    `${subject(target)} cannot be reached (${reason}).${isAboutCertificate(reason) ? CERTIFICATE_ADVICE : ''}`,
  throttled: (target, reason) => `${subject(target)} accepts fewer callbacks (${reason}).`,
  failing: (target, reason) => `${subject(target)} fails (${reason}). Look at its log.`,
  unauthorised: (target, reason) =>
    target.name === RECEIVER
      ? `The receiver does not accept the relay's token or address (${reason}). Set RELAY_TO to the address with a valid token, and restart the relay.`
      : `${target.name} does not accept the relay's address (${reason}). Correct its address in the relay's configuration, and restart the relay.`,
};

/** Returns the line for a target that begins to wait, or takes callbacks again. */
export function stateLine(target: Named, waiting: Pick<Waiting, 'cause' | 'reason'> | undefined): string {
  if (waiting === undefined) return `${subject(target)} accepts callbacks again.`;
  return `${EXPLANATIONS[waiting.cause](target, waiting.reason)} Callbacks wait in the spool.`;
}

/** Returns the line of each minute for a target that callbacks wait for. */
export function waitingLine({ waiting, address, oldestSeconds, state, reason = '', ...target }: TargetStatus): string {
  const callbacks = waiting === 1 ? '1 callback waits' : `${waiting} callbacks wait`;
  const why = state === 'open' ? 'Deliveries go on.' : EXPLANATIONS[state](target, reason);
  return `${callbacks} for ${placeOf({ ...target, address })}, the oldest for ${durationOf(oldestSeconds)}. ${why}`;
}

/** Returns the address of a server, and its name if it was given one. */
export function placeOf({ name, address }: Pick<TargetStatus, 'name' | 'address'>): string {
  return name === RECEIVER || address.endsWith(`/${name}`) ? address : `${name} (${address})`;
}

/** Returns the line about a process that may open few files. */
export function fewFilesLine(connections: number, openFiles: number): string {
  return `The relay accepts ${connections} connections at once, because it may open ${openFiles} files. Raise that limit for more, with ulimit -n or LimitNOFILE.`;
}

/** Returns the line about copies for other servers that a nearly full spool did not take. */
export function skippedLine(copies: number): string {
  const callbacks = copies === 1 ? '1 callback was' : `${copies} callbacks were`;
  return `${callbacks} not kept for other servers, because the spool is nearly full. The receiver gets them. Restore the other servers, or raise --spool-limit.`;
}

/** Returns the line about callbacks in the spool for a server that the configuration lacks. */
export function strandedLine(name: string, waiting: number): string {
  const callbacks = waiting === 1 ? '1 callback waits' : `${waiting} callbacks wait`;
  return `${callbacks} for ${name}, which is not configured. Add that server again, so that it gets them.`;
}

const IGNORED = 'the time of a callback, its own verdicts, and that a delivery is repeated';

/** A receiver without tokens. */
export const IGNORED_LINE = `The receiver accepts callers without a token, so it ignores what the relay says: ${IGNORED}. Give the receiver the hash of the relay's token.`;

/** An address without a token. */
export const NO_TOKEN_LINE = `The receiver's address has no token, so the receiver ignores what the relay says: ${IGNORED}. Make a token with npm run token -- --relay, and use an address such as http://relay:TOKEN@HOST.`;

/** Returns the line about a spool that deliveries wait for. */
export function spoolFailureLine(what: 'read' | 'written', reason: string): string {
  return `The spool can't be ${what}: ${reason}. Deliveries wait, and it is tried again every second. Check the disk and the permissions of its files.`;
}

function subject(target: Named): string {
  return titleOf(target).replace(/^the /, 'The ');
}

/** Share of the limit above which the spool is nearly full. */
export const NEARLY_FULL = 0.8;

/**
 * Returns the warning before callbacks are rejected, with advice about what takes most space.
 *
 * @param lasting space that deliveries do not free
 */
export function nearlyFullLine(status: SpoolSize, lasting: LastingBytes): string {
  const percent = Math.floor(spoolShare(status) * 100);
  const { setAside, log } = lasting;
  const full = `The spool is ${percent} % full, and at 100 % callbacks are rejected.`;
  const others = status.spoolBytes - setAside - log;
  if (setAside > Math.max(log, others))
    return `${full} Most of it is set aside: retry, or export and discard that, with relay set-aside.`;
  if (log > others) return `${full} Most of it is the log that another program keeps by reading: end that program.`;
  return `${full} Restore the deliveries, or raise --spool-limit.`;
}

/** Returns the line about a callback that a command has discarded. One that the spool can't read has no ID. */
export function discardedLine({ id, path, target, receivedAt, discardedAt }: Discarded): string {
  const what = id === '' ? 'a callback in damaged pages' : callbackOf(path);
  const identity = id === '' ? '' : `, ID ${id}, received ${receivedAt}`;
  return `Discarded by relay set-aside at ${discardedAt}: ${what} for ${titleOf({ name: target })}${identity}.`;
}

/** Returns the callback in a path. */
export function callbackOf(path: string): string {
  return quoted(path.replace(/^\/|\?.*$/g, ''));
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
