import { CircuitBreaker } from '../dynamodb/circuit-breaker.ts';
import { toIndexKey } from '../dynamodb/index-keys.ts';
import type { Table } from '../dynamodb/table.ts';
import { type CacheEntry, documentIn, entryOf } from './cache-entry.ts';
import { combined, type Policy } from './policy.ts';
import { readCurrent } from './read.ts';
import { rechecked } from './recheck.ts';
import { ALL_GROUPS, isGroupScope, listScope } from './stored-policy.ts';
import { listsIn, TermListReader } from './term-lists.ts';

const CACHE_TTL_MS = 30_000;

/** A part of the deadline of a callback. */
const READ_TIMEOUT_MS = 500;

/** Cached scopes. The least recently read scope is evicted first. */
const MAX_SCOPES = 5_000;

/** The policy in force, and why it may not be the newest. Without `policy`, no policy was ever read. */
export interface EffectivePolicy {
  readonly policy?: Policy;
  readonly degraded?: string | undefined;
}

/** Reads and caches policies, because a before callback must neither wait for its rules nor go without them. */
export class PolicyCache {
  private readonly entries = new Map<string, CacheEntry>();
  private readonly lists: TermListReader;
  private readonly breaker: CircuitBreaker;
  private readonly table: Table;
  private readonly now: () => number;

  /** @param now monotonic clock in milliseconds */
  constructor(table: Table, now: () => number = () => performance.now()) {
    this.table = table;
    this.now = now;
    this.lists = new TermListReader(table);
    this.breaker = new CircuitBreaker(now);
  }

  /**
   * Returns the policy for a group. When the table cannot be read, returns the policy that was read last.
   *
   * @param groupID undefined for what belongs to no group, which only the policy for all groups judges
   */
  async inForce(groupID: string | undefined, signal: AbortSignal): Promise<EffectivePolicy> {
    const scopes = scopesFor(groupID);
    const isStale = scopes.some((scope) => this.now() - (this.entries.get(scope)?.readAt ?? -Infinity) >= CACHE_TTL_MS);
    return this.effective(scopes, isStale ? await this.refresh(scopes, signal) : undefined);
  }

  /** Checks the policy for a group again, because its rules could not be applied. Returns the policy without invalid documents. */
  rechecked(groupID: string | undefined): EffectivePolicy {
    const scopes = scopesFor(groupID);
    for (const scope of scopes) {
      const entry = this.entries.get(scope);
      if (entry) this.entries.set(scope, rechecked(scope, entry));
    }
    return this.effective(scopes);
  }

  private effective(scopes: readonly string[], degraded?: string): EffectivePolicy {
    const problem = scopes.map((scope) => this.entries.get(scope)?.problem).find((text) => text !== undefined);
    const reason = degraded ?? problem;
    const all = this.entries.get(ALL_GROUPS);
    if (!all || (all.problem !== undefined && !all.loaded)) return { degraded: reason };
    const own = scopes.find((scope) => scope !== ALL_GROUPS);
    const policy = policyOf(all, own === undefined ? undefined : this.entries.get(own));
    return reason === undefined ? { policy } : { policy, degraded: reason };
  }

  /** @returns the reason when reading failed */
  private async refresh(scopes: readonly string[], signal: AbortSignal): Promise<string | undefined> {
    try {
      if (this.breaker.allows()) {
        await this.read(scopes, AbortSignal.any([signal, AbortSignal.timeout(READ_TIMEOUT_MS)]));
        this.breaker.succeeded();
      }
    } catch (error) {
      this.breaker.failed(error);
    }
    const { lastFailure } = this.breaker;
    if (lastFailure === undefined) return undefined;
    return `the policy could not be read: ${lastFailure instanceof Error ? lastFailure.name : 'unknown'}`;
  }

  private async read(scopes: readonly string[], abortSignal: AbortSignal): Promise<void> {
    const readAt = this.now();
    const used = scopes.flatMap((scope) => listsIn(this.entries.get(scope)?.loaded?.document));
    const found = await readCurrent(this.table, [...new Set([...scopes, ...used.map(listScope)])], { abortSignal });
    const fresh = scopes.map((scope) => ({ scope, ...documentIn(scope, found.get(scope), this.entries.get(scope)) }));
    const lists = await this.lists.read(
      [...new Set(fresh.flatMap(({ document }) => listsIn(document)))],
      found,
      abortSignal,
    );
    for (const { scope, ...current } of fresh) {
      const before = this.entries.get(scope);
      // A later read was faster, and knows more.
      if ((before?.readAt ?? -Infinity) <= readAt) this.store(scope, entryOf(scope, readAt, current, lists, before));
    }
  }

  private store(scope: string, entry: CacheEntry): void {
    this.entries.delete(scope);
    this.entries.set(scope, entry);
    if (this.entries.size <= MAX_SCOPES) return;
    const oldest = [...this.entries.keys()].find((cached) => cached !== ALL_GROUPS);
    if (oldest !== undefined) this.entries.delete(oldest);
  }
}

function scopesFor(groupID: string | undefined): string[] {
  const hasOwn = groupID !== undefined && isGroupScope(groupID) && isKey(groupID);
  return hasOwn ? [ALL_GROUPS, groupID] : [ALL_GROUPS];
}

function policyOf(all: CacheEntry, group: CacheEntry | undefined): Policy {
  const version = { ...(all.loaded && { all: all.version }), ...(group?.loaded && { group: group.version }) };
  return combined(all.loaded, group?.loaded, version);
}

/** A group's ID can be longer than a key. Such a group has no policy of its own. */
function isKey(scope: string): boolean {
  return toIndexKey(scope) === scope;
}
