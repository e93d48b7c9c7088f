import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { Decision } from '../record/decision.ts';
import type { StoredItem } from './items.ts';

/**
 * Reads the decision of a stored record. Imports nothing, because a bundle has it in a chunk of its own, which callbacks that come once
 * do not load. The SDK's function would be in what every cold start reads.
 */
export function decisionIn({ decision }: StoredItem): Decision | undefined {
  return decision && (plain(decision) as Decision);
}

/** Returns a value of JSON. Decisions have no others. */
function plain({ S, N, BOOL, L, M }: AttributeValue): unknown {
  if (N !== undefined) return Number(N);
  if (L) return L.map(plain);
  if (M) return Object.fromEntries(Object.entries(M).map(([name, value]) => [name, plain(value)]));
  return S ?? BOOL;
}
