/** Unit and values of each metric, by namespace, name and dimensions. Values are sorted, because CloudWatch keeps no order in a minute. */
type Metrics = Record<string, { readonly unit: string | undefined; readonly values: readonly number[] }>;

interface Directive {
  readonly Namespace: string;
  readonly Dimensions: readonly (readonly string[])[];
  readonly Metrics: readonly { readonly Name: string; readonly Unit?: string }[];
}

/**
 * Reads metrics out of lines of a function as CloudWatch does: for each directive, each set of dimensions and each metric.
 * Source: Amazon CloudWatch User Guide, "Specification: Embedded metric format".
 */
export function metricsIn(lines: readonly string[]): Metrics {
  const found = new Map<string, { unit: string | undefined; values: number[] }>();
  for (const line of lines.filter((text) => text.startsWith('{'))) {
    const document = JSON.parse(line);
    const directives: readonly Directive[] = document._aws?.CloudWatchMetrics ?? [];
    for (const { Namespace, Dimensions, Metrics } of directives)
      for (const set of Dimensions)
        for (const { Name, Unit } of Metrics) {
          const key = metricKey(Namespace, Name, Object.fromEntries(set.map((name) => [name, document[name]])));
          const metric = found.get(key) ?? { unit: Unit, values: [] };
          found.set(key, metric);
          metric.values.push(...[document[Name]].flat());
        }
  }
  const sorted = [...found].map(([key, { unit, values }]) => [key, { unit, values: values.sort((a, b) => a - b) }]);
  return Object.fromEntries(sorted);
}

/** Returns the key of a metric. The order of dimensions does not matter. */
export function metricKey(namespace: string, name: string, dimensions: Readonly<Record<string, unknown>>): string {
  return JSON.stringify([namespace, name, Object.entries(dimensions).sort()]);
}
