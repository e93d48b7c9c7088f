import * as v from 'valibot';
import { CircuitBreaker } from '../dynamodb/circuit-breaker.ts';
import { toIndexKey } from '../dynamodb/index-keys.ts';
import type { Table } from '../dynamodb/table.ts';
import { merged, PolicyDocument } from './document.ts';
import type { Policy } from './judge.ts';
import { type CurrentPolicy, readCurrent } from './read.ts';
import { ALL_GROUPS } from './stored-policy.ts';

/** Milliseconds for which a document that was read stays in force without another look. */
const FRESH = 30_000;

/** Milliseconds that a look may take, of the whole deadline. */
const READ_TIMEOUT = 500;

/** Groups that are remembered; the one not asked for longest is forgotten first. */
const MAX_SCOPES = 5_000;

/** What a look found in one scope: a document, or that there is none. */
interface CacheEntry {
  readonly readAt: number;
  readonly version: number;
  readonly document?: PolicyDocument;
  /** The newest is no policy; `document` is the one before, if there was one. */
  readonly isUnreadable?: true;
}

/** The policy in force, and why it may not be the newest. Without a policy, none was ever seen. */
export interface EffectivePolicy {
  readonly policy?: Policy;
  readonly degraded?: string | undefined;
}

/** Reads policies, and remembers them: a before callback must not wait for its rules, nor go without them. */
export class PolicyCache {
  private readonly known = new Map<string, CacheEntry>();
  private readonly breaker: CircuitBreaker;
  private readonly table: Table;
  private readonly now: () => number;

  /** @param now milliseconds; they must not jump */
  constructor(table: Table, now: () => number = () => performance.now()) {
    this.table = table;
    this.now = now;
    this.breaker = new CircuitBreaker(now);
  }

  /** The policy for a group, whatever the table does: the last one seen when it can't be read. */
  async inForce(groupID: string, signal: AbortSignal): Promise<EffectivePolicy> {
    const scopes = isKey(groupID) ? [ALL_GROUPS, groupID] : [ALL_GROUPS];
    const stale = scopes.filter(
      (scope) => this.now() - (this.known.get(scope)?.readAt ?? Number.NEGATIVE_INFINITY) >= FRESH,
    );
    const degraded = stale.length > 0 ? await this.refresh(scopes, signal) : undefined;
    const unreadable = scopes.find((scope) => this.known.get(scope)?.isUnreadable);
    const reason = degraded ?? (unreadable === undefined ? undefined : `the policy of ${unreadable} is no policy`);
    const all = this.known.get(ALL_GROUPS);
    if (!all || (all.isUnreadable && !all.document)) return { degraded: reason };
    const policy = policyOf(all, this.known.get(groupID));
    return reason === undefined ? { policy } : { policy, degraded: reason };
  }

  /** @returns why it could not be done, if it could not */
  private async refresh(scopes: readonly string[], signal: AbortSignal): Promise<string | undefined> {
    try {
      if (this.breaker.allows()) {
        const ended = AbortSignal.any([signal, AbortSignal.timeout(READ_TIMEOUT)]);
        const found = await readCurrent(this.table, [...new Set(scopes)], ended);
        for (const scope of scopes) this.remember(scope, found.get(scope));
        this.breaker.succeeded();
      }
    } catch (error) {
      this.breaker.failed(error);
    }
    const { lastFailure } = this.breaker;
    if (lastFailure === undefined) return undefined;
    return `the policy could not be read: ${lastFailure instanceof Error ? lastFailure.name : 'unknown'}`;
  }

  private remember(scope: string, item: CurrentPolicy | undefined): void {
    const version = item?.version ?? 0;
    const before = this.known.get(scope);
    const read = before?.version === version && !before.isUnreadable ? before : documentOf(item);
    // What can't be read by us was written by other means: the last one that could be read stays in force.
    const { document = undefined, ...rest } = read ?? {
      document: before?.document,
      version: before?.version ?? 0,
      isUnreadable: true,
    };
    this.known.delete(scope);
    this.known.set(scope, { version, ...rest, readAt: this.now(), ...(document && { document }) });
    if (this.known.size <= MAX_SCOPES) return;
    const oldest = [...this.known.keys()].find((known) => known !== ALL_GROUPS) as string;
    this.known.delete(oldest);
  }
}

/** The policy of these documents. Their sections stay the same objects, whose rules are made ready once. */
function policyOf(all: CacheEntry, group: CacheEntry | undefined): Policy {
  const version = { ...(all.document && { all: all.version }), ...(group?.document && { group: group.version }) };
  return { document: merged(all.document, group?.document), version };
}

/** The document of an item, if it has one; undefined when it is no policy. */
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

/** A group's ID can be longer than a key; such a group has no policy of its own. */
function isKey(scope: string): boolean {
  return toIndexKey(scope) === scope;
}
