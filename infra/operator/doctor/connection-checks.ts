import { lookup } from 'node:dns/promises';
import { once } from 'node:events';
import { connect, isIP, type Socket } from 'node:net';
import { connect as connectTls, type PeerCertificate } from 'node:tls';
import { reasonOfConnection } from '../../cli/failure-reason.ts';
import { type Check, fail, ok, warn } from './check.ts';

const DAY_MS = 24 * 60 * 60 * 1_000;

/** Certificates that are renewed automatically are renewed a month before their end. */
const MIN_DAYS_LEFT = 21;

export interface ConnectionOptions {
  readonly timeoutMs: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Checks name, port and certificate of an address. The first failure is the last check. */
export async function checkConnection(address: string, options: ConnectionOptions): Promise<Check[]> {
  const checks: Check[] = [];
  const { protocol } = new URL(address);
  const steps = [checkName, checkPort, ...(protocol === 'https:' ? [checkCertificate] : [])];
  for (const step of steps) {
    const check = await step(new URL(address), options);
    checks.push(check);
    if (check.status === 'fail') break;
  }
  return checks;
}

async function checkName(url: URL): Promise<Check> {
  const host = hostOf(url);
  if (isIP(host)) return ok('name', `${host} is an IP address`);
  try {
    const found = await lookup(host, { all: true });
    return ok('name', `${host} is ${found.map(({ address }) => address).join(', ')}`);
  } catch (error) {
    return fail(
      'name',
      `${host} does not resolve: ${reasonOfConnection(error as NodeJS.ErrnoException)}`,
      "Correct the name, or check the name server of this machine. OpenIM's machine needs the same.",
    );
  }
}

async function checkPort(url: URL, { timeoutMs }: ConnectionOptions): Promise<Check> {
  const [host, port] = [hostOf(url), portOf(url)];
  const socket = connect({ host, port });
  try {
    await opened(socket, 'connect', timeoutMs);
    return ok('port', `${port} accepts connections`);
  } catch (error) {
    return fail(
      'port',
      `${host} does not accept connections on ${port}: ${reasonOfConnection(error as NodeJS.ErrnoException)}`,
      'Start the receiver, then check host, port and firewalls. In a container 127.0.0.1 is the container itself.',
    );
  } finally {
    socket.destroy();
  }
}

/** Reads the certificate without refusing it, to say what is wrong with it. */
async function checkCertificate(url: URL, { timeoutMs, now }: ConnectionOptions): Promise<Check> {
  const host = hostOf(url);
  const servername = isIP(host) ? {} : { servername: host };
  const socket = connectTls({ host, port: portOf(url), rejectUnauthorized: false, ...servername });
  try {
    await opened(socket, 'secureConnect', timeoutMs);
    return judgeCertificate(socket.getPeerCertificate(), socket.authorizationError, now());
  } catch (error) {
    const reason = reasonOfConnection(error as NodeJS.ErrnoException);
    return fail(
      'certificate',
      `TLS fails: ${reason}`,
      'Use http:// if the receiver has no certificate, or check its port.',
    );
  } finally {
    socket.destroy();
  }
}

function judgeCertificate({ valid_to }: PeerCertificate, problem: Error | string | null, now: number): Check {
  const name = 'certificate';
  const daysLeft = Math.floor((Date.parse(valid_to) - now) / DAY_MS);
  if (daysLeft < 0) return fail(name, `expired on ${valid_to}`, 'Renew it. OpenIM refuses it.');
  if (problem)
    return fail(
      name,
      `is not valid for this machine: ${problem instanceof Error ? problem.message : problem}`,
      "Use a certificate of a known authority for this name, or add its authority to OpenIM's machine.",
    );
  if (daysLeft < MIN_DAYS_LEFT) return warn(name, `expires in ${daysLeft} days, on ${valid_to}`, 'Renew it.');
  return ok(name, `is valid until ${valid_to}`);
}

async function opened(socket: Socket, event: 'connect' | 'secureConnect', timeoutMs: number): Promise<void> {
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    await once(socket, event, { signal });
  } catch (error) {
    if (!signal.aborted) throw error;
    throw Object.assign(new Error('no connection'), { code: 'ETIMEDOUT' });
  }
}

function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/g, '');
}

function portOf({ port, protocol }: URL): number {
  return Number(port || (protocol === 'https:' ? 443 : 80));
}
