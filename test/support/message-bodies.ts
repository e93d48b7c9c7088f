import { readFileSync } from 'node:fs';
import { wireCallbacks } from '../../functions/openim/wire-callbacks.ts';

/** A callback that carries a chat message, as a server sends it. */
export interface MessageBody {
  readonly from: string;
  readonly command: string;
  readonly body: string;
  /** The same body as it is kept without the message. */
  readonly envelope: string;
  /** Texts that nothing may hold when only the envelope is kept. */
  readonly texts: readonly string[];
}

const FIELDS = ['content', 'title', 'desc', 'ex', 'signalInfo'];

interface Shape {
  readonly versions: readonly string[];
  readonly request: readonly { readonly name: string; readonly type: string }[];
}

interface Source {
  readonly callbacks: readonly { readonly wireName: string; readonly shapes: readonly Shape[] }[];
}

function read(path: string): string {
  return readFileSync(new URL(path, import.meta.url), 'utf8');
}

function sampleOf(name: string, type: string): unknown {
  if (FIELDS.includes(name)) return `{"content":"my ${name} of <today> & 小明"}`;
  if (type.startsWith('integer')) return 7;
  if (type === 'boolean') return true;
  return type === 'string[]' ? ['u1', 'u2'] : `a ${name}`;
}

/** One body of each shape of each callback that has `content`, over all versions. */
function generated(): MessageBody[] {
  const source: Source = JSON.parse(read('../../infra/openim/callbacks.json'));
  const shapes = source.callbacks.flatMap(({ wireName, shapes }) => shapes.map((shape) => ({ wireName, ...shape })));
  const carrying = shapes.filter(({ request }) => request.some(({ name }) => name === 'content'));
  return carrying.map(({ wireName, versions, request }) => {
    const fields = request.map(({ name, type }) => [name, sampleOf(name, type)]);
    return bodyOf(versions[0] ?? '', JSON.stringify({ callbackCommand: wireName, ...Object.fromEntries(fields) }));
  });
}

/** Bodies of a running server. */
function real(): MessageBody[] {
  const lines = read('./real-bodies.ndjson').trim().split('\n');
  const bodies = lines.map((line): string => JSON.parse(line).body);
  return bodies.filter((body) => 'content' in JSON.parse(body)).map((body) => bodyOf('a running server', body));
}

function bodyOf(from: string, body: string): MessageBody {
  const parsed: Record<string, string> & { callbackCommand: string } = JSON.parse(body);
  const present = FIELDS.filter((name) => (parsed[name] ?? '') !== '');
  return {
    from,
    command: parsed.callbackCommand,
    body,
    // Quotation marks in a value are escaped, so that no field in a value looks like a field of the body.
    envelope: body.replace(/"(content|title|desc|ex|signalInfo)":"(?:[^"\\]|\\.)*"/g, '"$1":"*"'),
    texts: present.map((name) => parsed[name] as string),
  };
}

export const messageBodies: readonly MessageBody[] = [...generated(), ...real()];

/** All names of callbacks that carry a message. */
export const messageCommands = Object.keys(wireCallbacks).filter((name) => wireCallbacks[name]?.message);
