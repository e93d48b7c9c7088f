/** A system call, with the places in the trace where it began and ended. */
interface Call {
  readonly name: string;
  readonly descriptor: string;
  readonly text: string;
  readonly beganAt: number;
  readonly endedAt: number;
}

export interface FlushTrace {
  /** Calls of fsync and fdatasync since the first request. */
  readonly flushes: number;
  /** Requests that were answered with HTTP 200. */
  readonly answers: number;
  /** Answers that began before the flush of their request had ended. */
  readonly tooEarly: readonly string[];
}

/** Calls that `readFlushes` needs. The strings must not be cut. */
export const STRACE = ['strace', '-f', '-s', '65536', '-e', 'trace=read,write,writev,pwrite64,fsync,fdatasync', '-o'];

/** Reads a trace of a relay whose requests hold `marker-NUMBER-`, one at a time on each connection. */
export function readFlushes(trace: string): FlushTrace {
  const open = new Map<string, string>();
  const written = new Map<string, { marker: string; at: number }[]>();
  const flushed = new Set<string>();
  const tooEarly: string[] = [];
  let [flushes, answers] = [0, 0];
  for (const { name, descriptor, text, beganAt, endedAt } of callsOf(trace)) {
    const markers = text.match(/marker-\d+-/g) ?? [];
    if (name === 'read' && text.includes('"POST ')) open.set(descriptor, String(markers[0]));
    if (name === 'pwrite64') {
      const all = written.get(descriptor) ?? [];
      written.set(descriptor, [...all, ...markers.map((marker) => ({ marker, at: endedAt }))]);
    }
    if (/^f(data)?sync$/.test(name) && / = 0$/.test(text)) {
      if (open.size > 0) flushes += 1;
      for (const { marker, at } of written.get(descriptor) ?? []) if (at < beganAt) flushed.add(marker);
      written.delete(descriptor);
    }
    if (name.startsWith('write') && text.includes('HTTP/1.1 200')) {
      const marker = open.get(descriptor);
      if (marker === undefined) continue;
      answers += 1;
      if (!flushed.has(marker)) tooEarly.push(marker);
      open.delete(descriptor);
    }
  }
  return { flushes, answers, tooEarly };
}

/** Joins the halves of calls that another thread's call divides. Writes count from their beginning, all others from their end. */
function callsOf(trace: string): Call[] {
  const halves = new Map<string, { text: string; beganAt: number }>();
  const calls: Call[] = [];
  for (const [at, line] of trace.split('\n').entries()) {
    const [, pid = '', rest = ''] = /^(\d+) +(.*)$/.exec(line) ?? [];
    if (rest.endsWith('<unfinished ...>')) {
      halves.set(pid, { text: rest.slice(0, -'<unfinished ...>'.length), beganAt: at });
      continue;
    }
    const resumed = /^<\.\.\. \w+ resumed>(.*)$/.exec(rest);
    const first = resumed ? halves.get(pid) : undefined;
    const text = first ? first.text + resumed?.[1] : rest;
    const [, name, descriptor] = /^(\w+)\((\d+)/.exec(text) ?? [];
    if (name === undefined || descriptor === undefined) continue;
    calls.push({ name, descriptor, text, beganAt: first?.beganAt ?? at, endedAt: at });
  }
  const placeOf = ({ name, beganAt, endedAt }: Call) => (name.startsWith('write') ? beganAt : endedAt);
  return calls.sort((a, b) => placeOf(a) - placeOf(b));
}
