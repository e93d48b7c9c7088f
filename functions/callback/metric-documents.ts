import type { MetricPoint } from './metric-points.ts';
import { DELIVERY_AGE_METRIC, SERVICE_NAME } from './metrics.ts';

/** Maximum values of a metric in a document. Source: Amazon CloudWatch User Guide, "Specification: Embedded metric format". */
const MAX_VALUES = 100;

/** Values of metrics that have the same dimensions. */
interface Group {
  readonly dimensions: Readonly<Record<string, string>>;
  readonly hasTotal: boolean;
  readonly values: Map<string, number[]>;
}

/** A document in CloudWatch's embedded metric format (EMF). It may have members besides, such as those of a log line. */
export interface MetricDocument {
  readonly _aws: { readonly Timestamp: number; readonly CloudWatchMetrics: object[] };
  readonly [member: string]: unknown;
}

/**
 * Returns documents with all points, each as a value of its own, so that sums, counts and percentiles do not depend on how
 * many points there are.
 *
 * A member of a document has one value. Groups that differ in a dimension, or have the same metric, are therefore in different documents.
 *
 * @param at milliseconds since 1970
 */
export function documentsOf(points: readonly MetricPoint[], Namespace: string, at: number): MetricDocument[] {
  const documents: Record<string, unknown>[] = [];
  for (const { dimensions, hasTotal, values } of groupsOf(points)) {
    const names = [...values.keys()];
    const document = documents.find((made) => ![...Object.keys(dimensions), ...names].some((name) => name in made));
    const target = document ?? { _aws: { Timestamp: at, CloudWatchMetrics: [] }, service: SERVICE_NAME };
    if (!document) documents.push(target);
    const set = ['service', ...Object.keys(dimensions)];
    (target as unknown as MetricDocument)._aws.CloudWatchMetrics.push({
      Namespace,
      Dimensions: hasTotal ? [['service'], set] : [set],
      Metrics: names.map((Name) => ({ Name, Unit: Name === DELIVERY_AGE_METRIC ? 'Seconds' : 'Count' })),
    });
    Object.assign(target, dimensions);
    for (const [name, numbers] of values) target[name] = numbers.length === 1 ? numbers[0] : numbers;
  }
  return documents as unknown as MetricDocument[];
}

function groupsOf(points: readonly MetricPoint[]): Group[] {
  const groups: Group[] = [];
  const open = new Map<string, Group>();
  for (const { name, value, dimensions = {}, hasTotal = false } of points) {
    // A callback alone has one point, as a rule.
    const key = points.length === 1 ? '' : JSON.stringify([dimensions, hasTotal]);
    let group = open.get(key);
    if (!group || group.values.get(name)?.length === MAX_VALUES) {
      group = { dimensions, hasTotal, values: new Map() };
      groups.push(group);
      open.set(key, group);
    }
    const values = group.values.get(name);
    if (values) values.push(value);
    else group.values.set(name, [value]);
  }
  return groups;
}
