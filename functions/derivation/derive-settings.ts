import * as v from 'valibot';

const Settings = v.pipe(
  v.object({
    /** Queue of slices. Without it, all entries of a record are written at once. */
    SLICE_QUEUE_URL: v.optional(
      v.pipe(
        v.string(),
        v.check((url) => URL.canParse(url), 'must be the URL of a queue'),
      ),
    ),
    /** Bus for an event of each record; none without it. */
    EVENT_BUS_NAME: v.optional(v.pipe(v.string(), v.nonEmpty('is empty'))),
    /** Entries of one process a second. */
    ENTRIES_PER_SECOND: v.optional(
      v.pipe(v.string(), v.regex(/^[1-9]\d{0,4}$/, 'must be a whole number'), v.transform(Number)),
      '500',
    ),
  }),
  v.transform((env) => ({
    sliceQueueURL: env.SLICE_QUEUE_URL,
    eventBusName: env.EVENT_BUS_NAME,
    entriesPerSecond: env.ENTRIES_PER_SECOND,
  })),
);

export type DeriveSettings = v.InferOutput<typeof Settings>;

/** Environment of the function `derive`, beside that of all functions. */
export type DeriveEnvironment = v.InferInput<typeof Settings>;

/** @throws {Error} with a sentence for each variable that is wrong, by its name */
export function parseDeriveSettings(env: Readonly<Record<string, string | undefined>>): DeriveSettings {
  const result = v.safeParse(Settings, env);
  if (result.success) return result.output;
  throw new Error(result.issues.map((issue) => `${v.getDotPath(issue)} ${issue.message}`).join('; '));
}
