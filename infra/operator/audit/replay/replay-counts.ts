import { counted, numeral } from '../../../cli/counted.ts';

/** Counts of a replay. The properties may be read at any time. */
export class ReplayCounts {
  accepted = 0;
  refused = 0;
  failed = 0;
  /** Records that can't be sent, because their bodies are redacted or missing. */
  skipped = 0;

  get sent(): number {
    return this.accepted + this.refused + this.failed;
  }

  get sentence(): string {
    const { accepted, refused, failed, skipped } = this;
    const sent = `${counted(this.sent, 'callback')} sent: ${numeral(accepted)} accepted, ${numeral(refused)} refused, ${numeral(failed)} failed.`;
    return skipped === 0 ? sent : `${sent} ${leftOut(skipped)}`;
  }
}

/** Says how many records can't be sent. */
export function leftOut(records: number): string {
  return `Left out: ${numeral(records)}, because of redacted or missing bodies.`;
}
