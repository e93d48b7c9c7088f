import * as v from 'valibot';

/** A field of a request in `callbacks.json`. */
export const Field = v.object({
  name: v.string(),
  type: v.string(),
  nullable: v.optional(v.boolean(), false),
  notBeingSet: v.optional(v.union([v.string(), v.number()])),
  /** Not always in the JSON. */
  optional: v.optional(v.boolean(), false),
  /** Declared, and not in the JSON. */
  absent: v.optional(v.boolean(), false),
  fields: v.optional(v.array(v.object({ name: v.string(), type: v.string() })), []),
});

/** A callback as some versions send it. */
const Shape = v.object({
  versions: v.array(v.string()),
  timing: v.picklist(['after', 'before']),
  webhooksYmlKey: v.string(),
  neverSent: v.optional(v.boolean(), false),
  request: v.array(Field),
  response: v.array(v.object({ name: v.string(), effect: v.picklist(['overwrites', 'replaces', 'ignored']) })),
});

/** `callbacks.json`. */
export const Source = v.object({
  versions: v.record(v.string(), v.object({ commit: v.string(), date: v.string() })),
  callbacks: v.array(v.object({ wireName: v.string(), shapes: v.array(Shape) })),
});

export type Field = v.InferOutput<typeof Field>;
export type Shape = v.InferOutput<typeof Shape>;
