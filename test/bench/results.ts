import type { PackageBytes } from './bundles/packages.ts';
import type { Compared } from './compared.ts';
import type { Kind } from './contender.ts';
import type { Figure } from './figures.ts';
import type { Machine } from './machine.ts';
import type { Step } from './steps/step.ts';

interface Row {
  readonly name: string;
  readonly kind: Kind;
}

export interface BundleRow extends Row {
  /** Bytes that a cold start reads, with those of the SDK in Lambda's runtime. */
  readonly readBytes: number;
  /** Bytes of them that are deployed. */
  readonly bytes: number;
  /** Bytes of them without the tables by which evasions are found. */
  readonly codeBytes: number;
  /** The ten largest. */
  readonly packages: readonly PackageBytes[];
}

/** Times from the start of loading. */
export interface ColdRow extends Row {
  readonly loadMs: Compared;
  readonly firstMs: Compared;
  /** CPU time until the first answer. */
  readonly cpuMs: Compared;
}

export interface WarmRow extends Row {
  readonly wallUs: Compared;
  readonly cpuUs: Compared;
  readonly linesACall: number;
  readonly loggedBytesACall: number;
}

export interface AllocationRow extends Row {
  readonly heapBytes: Compared;
  /** Bytes outside of the heap. */
  readonly bufferBytes: Figure;
}

export interface StepsRow extends Row {
  readonly steps: readonly {
    readonly step: Step;
    /** Part of the samples of a CPU profile. */
    readonly share: Figure;
    /** This part of the CPU time of a callback without a profile. */
    readonly cpuUs: Figure;
  }[];
}

/** Callbacks to a server on this machine with an embedded table. */
export interface ServerRow {
  readonly name: string;
  readonly connections: number;
  readonly perSecond: Figure;
  /** Answers a second, by those of the floor in the same round. */
  readonly floorRatio: Figure;
  readonly p50Ms: Figure;
  readonly p99Ms: Figure;
  /** CPU time of the process for each callback. Its database is a thread of it. */
  readonly cpuUs: Figure;
}

/** Write units of what is stored of a callback. */
export interface UnitsRow {
  readonly name: string;
  readonly bodies: number;
  readonly bodyBytes: Figure;
  /** Units of the body alone, in a table without indexes. */
  readonly floor: Figure;
  readonly table: Figure;
  readonly indexes: Figure;
  readonly together: Figure;
}

export interface JudgeRow {
  readonly terms: number;
  /** Making the rules ready, once for each version of a policy. */
  readonly readyMs: Figure;
  readonly readyCpuMs: Figure;
  /** One request that sets a name of 64 characters. */
  readonly wallUs: Figure;
  readonly cpuUs: Figure;
  /** CPU time of a request, by that of a search for each term as it is written. */
  readonly floorRatio: Figure;
  /** A cold start with a policy of so many terms until its first answer. */
  readonly firstMs: Figure;
  /** The longest of its requests, without loading. */
  readonly longestMs: Figure;
  /** By how much this is longer than with the fewest terms, in the same round. */
  readonly waitMs: Figure;
}

/** The document that `--json` prints. A run with `--only` has one section. */
export interface Results {
  readonly machine: Machine;
  readonly bundles?: readonly BundleRow[];
  readonly cold?: readonly ColdRow[];
  readonly warm?: readonly WarmRow[];
  readonly steps?: readonly StepsRow[];
  readonly allocation?: readonly AllocationRow[];
  readonly server?: readonly ServerRow[];
  readonly units?: { readonly byCallback: readonly UnitsRow[]; readonly bySize: readonly UnitsRow[] };
  readonly judge?: readonly JudgeRow[];
}

export const SECTIONS = ['bundles', 'cold', 'warm', 'steps', 'allocation', 'server', 'units', 'judge'] as const;

export type Section = (typeof SECTIONS)[number];
