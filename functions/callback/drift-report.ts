import { countOf } from './metric-points.ts';
import type { OperatorLines } from './operator-lines.ts';

/** A part of a callback that no known version of OpenIM sends. */
interface ReportedDrift {
  readonly eventID: string;
  readonly command: string;
  readonly kind: string;
  readonly field: string;
  readonly found: string;
  readonly known: readonly string[];
  readonly looksLike?: string | undefined;
}

/** Returns a function that writes a line and counts it. Apart from the telemetry, because only one function needs it. */
export function createDriftReport(lines: OperatorLines): (drift: ReportedDrift) => void {
  return ({ eventID, command, kind, field, found, known, looksLike }) => {
    const fields = {
      ...{ id: eventID, command, kind, field, found, looksLike },
      known: known.length > 0 ? known : undefined,
    };
    lines.log('WARN', 'callback differs from all known versions', fields, [countOf('WireDrift')]);
  };
}
