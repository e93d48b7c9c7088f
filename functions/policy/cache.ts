import * as v from 'valibot';
import { CircuitBreaker } from '../dynamodb/circuit-breaker.ts';
import { toIndexKey } from '../dynamodb/index-keys.ts';
import type { Table } from '../dynamodb/table.ts';
import { merged, PolicyDocument } from './document.ts';
import type { Policy } from './judge.ts';
import { type CurrentPolicy, readCurrent } from './read.ts';
import { ALL_GROUPS } from './stored-policy.ts';

const CACHE_TTL_MS = 30_000;

/** A part of the deadline of a callback. */
const READ_TIMEOUT_MS = 500;

/** Cached scopes. The least recently read scope is evicted first. */
const MAX_SCOPES = 5_000;

interface CacheEntry {
  readonly readAt: number;
  readonly version: number;
  readonly document?: PolicyDocument;
  /** The newest version is not a valid policy. `document` is the last valid one, if any. */
  readonly isUnreadable?: true;
}

/** The policy in force, and why it may not be the newest. Without `policy`, no policy was ever read. */
export interface EffectivePolicy {
  readonly policy?: Policy;
  readonly degraded?: string | undefined;
}

/** Reads and caches policies, because a before callback must neither wait for its rules nor go without them. */
export class PolicyCache {
  private readonly entries = new Map<string, CacheEntry>();
  private readonly breaker: CircuitBreaker;
  private readonly table: Table;
  private readonly now: () => number;

  /** @param now monotonic clock in milliseconds */
  constructor(table: Table, now: () => number = () => performance.now()) {
    this.table = table;
    this.now = now;
    this.breaker = new CircuitBreaker(now);
  }

  /** Returns the policy for a group. When the table cannot be read, returns the policy that was read last. */
  async inForce(groupID: string, signal: AbortSignal): Promise<EffectivePolicy> {
    const scopes = isKey(groupID) ? [ALL_GROUPS, groupID] : [ALL_GROUPS];
    const stale = scopes.filter(
      (scope) => this.now() - (this.entries.get(scope)?.readAt ?? Number.NEGATIVE_INFINITY) >= CACHE_TTL_MS,
    );
    const degraded = stale.length > 0 ? await this.refresh(scopes, signal) : undefined;
    const unreadable = scopes.find((scope) => this.entries.get(scope)?.isUnreadable);
    const reason =
      degraded ?? (unreadable === undefined ? undefined : `the policy for scope ${unreadable} is not valid`);
    const all = this.entries.get(ALL_GROUPS);
    if (!all || (all.isUnreadable && !all.document)) return { degraded: reason };
    const policy = policyOf(all, this.entries.get(groupID));
    return reason === undefined ? { policy } : { policy, degraded: reason };
  }

  /** @returns the reason when reading failed */
  private async refresh(scopes: readonly string[], signal: AbortSignal): Promise<string | undefined> {
    try {
      if (this.breaker.allows()) {
        const ended = AbortSignal.any([signal, AbortSignal.timeout(READ_TIMEOUT_MS)]);
        const found = await readCurrent(this.table, [...new Set(scopes)], ended);
        for (const scope of scopes) this.store(scope, found.get(scope));
        this.breaker.succeeded();
      }
    } catch (error) {
      this.breaker.failed(error);
    }
    const { lastFailure } = this.breaker;
    if (lastFailure === undefined) return undefined;
    return `the policy could not be read: ${lastFailure instanceof Error ? lastFailure.name : 'unknown'}`;
  }

  private store(scope: string, item: CurrentPolicy | undefined): void {
    const version = item?.version ?? 0;
    const before = this.entries.get(scope);
    const read = before?.version === version && !before.isUnreadable ? before : documentOf(item);
    // An invalid version keeps the last valid one in force.
    const { document = undefined, ...rest } = read ?? {
      document: before?.document,
      version: before?.version ?? 0,
      isUnreadable: true,
    };
    this.entries.delete(scope);
    this.entries.set(scope, { version, ...rest, readAt: this.now(), ...(document && { document }) });
    if (this.entries.size <= MAX_SCOPES) return;
    const oldest = [...this.entries.keys()].find((cached) => cached !== ALL_GROUPS);
    if (oldest !== undefined) this.entries.delete(oldest);
  }
}

/** Merges two documents. Their sections stay the same objects, because rules are compiled once for each object. */
function policyOf(all: CacheEntry, group: CacheEntry | undefined): Policy {
  const version = { ...(all.document && { all: all.version }), ...(group?.document && { group: group.version }) };
  return { document: merged(all.document, group?.document), version };
}

/** Returns the item's document, if it has one; undefined when the document is not a valid policy. */
function documentOf(item: CurrentPolicy | undefined): { document?: PolicyDocument } | undefined {
  if (item === undefined) return {};
  if (!Number.isInteger(item.version)) return undefined;
  if (item.document === undefined) return {};
  try {
    return { document: v.parse(PolicyDocument, JSON.parse(String(item.document))) };
  } catch {
    return undefined;
  }
}

/** A group's ID can be longer than a key. Such a group has no policy of its own. */
function isKey(scope: string): boolean {
  return toIndexKey(scope) === scope;
}
