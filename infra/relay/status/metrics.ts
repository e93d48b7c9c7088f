import type { RelayStatus } from './relay-status.ts';

/** Content type of Prometheus' text format. Source: prometheus.io, "Exposition formats". */
export const METRICS_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

/** Reasons for which callbacks are lost. Their numbers are there from the start, because Prometheus sees no growth without one before. */
const NONE_REJECTED = {
  spoolFull: 0,
  spoolLocked: 0,
  diskFull: 0,
  diskFailure: 0,
  tooLarge: 0,
  throttled: 0,
  notAuthenticated: 0,
};

type Sample = readonly [labels: Readonly<Record<string, string>>, value: number];

/** Returns a status in Prometheus' text format. */
export function metricsOf({ targets, totals, ...status }: RelayStatus): string {
  const ofTargets = (value: (target: RelayStatus['targets'][number]) => number) =>
    targets.map((target): Sample => [{ target: target.name }, value(target)]);
  const one = (value: number): Sample[] => [[{}, value]];
  return [
    family(
      'waiting',
      'gauge',
      'Callbacks that wait for delivery.',
      ofTargets(({ waiting }) => waiting),
    ),
    family(
      'oldest_seconds',
      'gauge',
      'Age of the oldest callback that waits.',
      ofTargets(({ oldestSeconds }) => oldestSeconds),
    ),
    family(
      'target_open',
      'gauge',
      '1 while the target takes callbacks, 0 while they wait for it.',
      ofTargets(({ state }) => (state === 'open' ? 1 : 0)),
    ),
    family(
      'taken_total',
      'counter',
      'Callbacks that the target has taken.',
      ofTargets(({ delivered }) => delivered),
    ),
    family('set_aside', 'gauge', 'Callbacks that are set aside and need a person.', one(status.setAside)),
    family('spool_bytes', 'gauge', 'Disk space of the spool in use, in bytes.', one(status.spoolBytes)),
    family('spool_limit_bytes', 'gauge', 'Limit of that disk space, in bytes.', one(status.spoolLimitBytes)),
    family('stored_total', 'counter', 'After callbacks that were stored and answered.', one(totals.stored)),
    family('commits_total', 'counter', 'Transactions that stored callbacks.', one(totals.commits)),
    family('delivered_total', 'counter', 'Callbacks that the receiver has recorded.', one(totals.delivered)),
    family('set_aside_total', 'counter', 'Callbacks that were set aside.', one(totals.setAside)),
    family('passed_through_total', 'counter', 'Before callbacks that the receiver decided.', one(totals.passedThrough)),
    family(
      'answered_by_others_total',
      'counter',
      'Before callbacks that another server decided or refused.',
      one(totals.answeredByOthers),
    ),
    family(
      'skipped_copies_total',
      'counter',
      'Copies for other servers that were not stored.',
      one(totals.skippedCopies),
    ),
    family(
      'own_verdicts_total',
      'counter',
      'Before callbacks that got the failure verdict of the relay.',
      one(totals.ownVerdicts),
    ),
    family(
      'unspooled_verdicts_total',
      'counter',
      'Verdicts of the relay that are in no record, because they could not be stored.',
      one(totals.unspooledVerdicts),
    ),
    family(
      'rejected_total',
      'counter',
      'Callbacks that the relay rejected, and that are not in the spool.',
      labelled('reason', { ...NONE_REJECTED, ...totals.rejected }),
    ),
    family(
      'failed_attempts_total',
      'counter',
      'Deliveries that failed and are repeated.',
      labelled('cause', totals.failedAttempts),
    ),
  ].join('');
}

function labelled(label: string, values: Readonly<Record<string, number>>): Sample[] {
  return Object.entries(values).map(([name, value]) => [{ [label]: name }, value]);
}

function family(name: string, type: 'gauge' | 'counter', help: string, samples: readonly Sample[]): string {
  const full = `openim_relay_${name}`;
  const lines = samples.map(([labels, value]) => {
    const pairs = Object.entries(labels).map(([label, text]) => `${label}="${text}"`);
    return `${full}${pairs.length > 0 ? `{${pairs.join()}}` : ''} ${value}\n`;
  });
  return `# HELP ${full} ${help}\n# TYPE ${full} ${type}\n${lines.join('')}`;
}
