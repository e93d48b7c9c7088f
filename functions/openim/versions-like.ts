import { type KnownBody, knownBody } from './known-body.ts';
import { versions } from './wire-bodies.ts';

/**
 * Returns the versions of OpenIM whose bodies of this callback are most like a body: those with the fewest fields more or fewer. Fields
 * that no version knows count for none of them.
 *
 * @returns ranges such as "v3.5.1 or v3.8.0 to v3.8.3", or undefined when no version has the callback
 */
export function versionsLike(wireName: string, body: object): string | undefined {
  const known = knownBody(wireName);
  if (!known) return undefined;
  const distances = versions.map((_version, index) => distance(known, body, index));
  const least = Math.min(...distances);
  return rangesOf(distances.map((each) => each === least)).join(' or ');
}

/** @returns the number of fields that the body has and the version lacks, and the reverse */
function distance({ versions: senders, fields }: KnownBody, body: object, index: number): number {
  const isIn = (mask: number) => (mask & (1 << index)) !== 0;
  if (!isIn(senders)) return Number.POSITIVE_INFINITY;
  return [...fields].filter(([name, field]) => {
    const isSent = Object.hasOwn(body, name);
    return isIn(field.versions) ? !isSent && !field.isOptional : isSent;
  }).length;
}

/** Joins versions that follow each other. */
function rangesOf(isLike: readonly boolean[]): string[] {
  const ranges: string[][] = [];
  isLike.forEach((like, index) => {
    if (!like) return;
    if (!isLike[index - 1]) ranges.push([]);
    ranges.at(-1)?.push(versions[index] as string);
  });
  return ranges.map((range) => (range.length > 1 ? `${range[0]} to ${range.at(-1)}` : String(range[0])));
}
