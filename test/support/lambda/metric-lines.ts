import * as v from 'valibot';

/** Source: CloudWatch Logs User Guide, "CloudWatch Logs quotas", event size: 1 MB. Lambda splits lines above 256 kB. */
const MAX_LINE_BYTES = 256 * 1_024;

const HOUR_MS = 60 * 60 * 1_000;

/** Names and values of dimensions: printable ASCII with something to read. */
const Ascii = v.pipe(v.string(), v.regex(/^[\x20-\x7e]*[\x21-\x7e][\x20-\x7e]*$/));
const DimensionName = v.pipe(Ascii, v.maxLength(250), v.regex(/^[^:]/));
const DimensionValue = v.pipe(Ascii, v.maxLength(1_024));
const MetricValue = v.union([v.pipe(v.number(), v.finite()), v.pipe(v.array(v.number()), v.maxLength(100))]);

const UNITS = [
  'Seconds',
  'Milliseconds',
  'Microseconds',
  'Bytes',
  'Kilobytes',
  'Megabytes',
  'Percent',
  'Count',
  'None',
];

/**
 * The embedded metric format.
 * Source: Amazon CloudWatch User Guide, "Specification: Embedded metric format", and "Dimension" of the API reference.
 */
const Metadata = v.object({
  Timestamp: v.pipe(
    v.number(),
    v.integer(),
    v.check((time) => time > Date.now() - 14 * 24 * HOUR_MS && time < Date.now() + 2 * HOUR_MS, 'is not about now'),
  ),
  CloudWatchMetrics: v.pipe(
    v.array(
      v.strictObject({
        Namespace: v.pipe(v.string(), v.regex(/^[\w./#-]{1,255}$/), v.regex(/^(?!AWS\/)/)),
        Dimensions: v.pipe(v.array(v.pipe(v.array(DimensionName), v.maxLength(30))), v.minLength(1)),
        Metrics: v.pipe(
          v.array(
            v.strictObject({
              Name: v.pipe(v.string(), v.minLength(1), v.maxLength(1_024)),
              Unit: v.optional(v.picklist(UNITS)),
              StorageResolution: v.optional(v.picklist([1, 60])),
            }),
          ),
          v.minLength(1),
          v.maxLength(100),
        ),
      }),
    ),
    v.minLength(1),
  ),
});

/** A log line by whose fields Lambda filters. Source: AWS Lambda Developer Guide, "Log-level filtering". */
const LogLine = v.looseObject({
  level: v.picklist(['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL']),
  timestamp: v.pipe(v.string(), v.isoTimestamp()),
  message: v.union([v.string(), v.looseObject({})]),
});

/** Returns what Lambda or CloudWatch would not understand of a line that a function wrote; nothing when it is as it should be. */
export function lineProblems(line: string): string[] {
  if (Buffer.byteLength(line) > MAX_LINE_BYTES) return ['is too long'];
  const value = jsonIn(line);
  if (value === undefined) return ['is not a JSON object'];
  if (!('_aws' in value)) return issuesOf(v.safeParse(LogLine, value));
  const metadata = v.safeParse(Metadata, value._aws);
  return metadata.success ? targetProblems(value, metadata.output) : issuesOf(metadata);
}

/** Members of the line that the metadata names. */
function targetProblems(line: Readonly<Record<string, unknown>>, metadata: v.InferOutput<typeof Metadata>): string[] {
  return metadata.CloudWatchMetrics.flatMap(({ Dimensions, Metrics }) => [
    ...Dimensions.flat().flatMap((name) =>
      v.is(DimensionValue, line[name]) ? [] : [`${name}: not a dimension value`],
    ),
    ...Metrics.flatMap(({ Name }) => (v.is(MetricValue, line[Name]) ? [] : [`${Name}: not a metric value`])),
  ]);
}

function issuesOf({ issues = [] }: { issues?: readonly v.BaseIssue<unknown>[] | undefined }): string[] {
  return issues.map((issue) => `${v.getDotPath(issue) ?? 'line'}: ${issue.message}`);
}

function jsonIn(line: string): Record<string, unknown> | undefined {
  try {
    const value = JSON.parse(line);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
