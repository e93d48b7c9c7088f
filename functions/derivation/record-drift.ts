import { type Drift, driftOf } from '../openim/drift.ts';
import { isKnownCommand } from '../openim/known-body.ts';
import { versionsLike } from '../openim/versions-like.ts';
import type { AuditRecord } from '../record/record.ts';

/** A drift in the body of a record. */
export interface RecordDrift extends Drift {
  readonly eventID: string;
  /** Name of the callback on the wire. */
  readonly command: string;
  /** Versions of OpenIM whose bodies are most like this one. Absent for an unknown callback. */
  readonly looksLike?: string | undefined;
}

/**
 * Larger bodies have long lists of members, and the form of smaller ones. On one machine, comparing 700 kB delays other callbacks by
 * 45 ms.
 */
const MAX_BODY_LENGTH = 256 * 1_024;

/** Returns the parts of a record's body that no known version of OpenIM sends. A record without a body of its own has none. */
export function driftOfRecord({ eventID, command, sentAs = command, body: text = '' }: AuditRecord): RecordDrift[] {
  const body = text.length > MAX_BODY_LENGTH ? undefined : parsed(text);
  const { callbackCommand } = Object(body);
  // The record of a body that names no callback, or another than its address, is malformed and says so.
  if (typeof callbackCommand !== 'string') return [];
  const isItsOwn = [command, sentAs].some((name) => isSameName(name, callbackCommand));
  if (!isItsOwn && !isKnownCommand(callbackCommand)) return [];
  const drifts = driftOf(callbackCommand, body);
  if (drifts.length === 0) return [];
  const looksLike = versionsLike(callbackCommand, Object(body));
  return drifts.map((drift) => ({ ...drift, eventID, command: callbackCommand, looksLike }));
}

function isSameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
