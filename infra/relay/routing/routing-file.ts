import * as v from 'valibot';

const Name = v.string('must be the name of a server');
const Names = v.pipe(v.string('must be a pattern of callback names'), v.nonEmpty('must not be empty'));
const FailureVerdict = v.picklist(['refuse', 'allow'], 'must be refuse or allow');

/** A server by its address, or by a file or variable with the address, which may hold a credential. */
const Server = v.pipe(
  v.strictObject({
    address: v.optional(v.string('must be an address')),
    addressFile: v.optional(v.string('must be the path of a file')),
    addressVariable: v.optional(v.string('must be the name of a variable')),
    failureVerdict: v.optional(FailureVerdict),
  }),
  v.check(
    ({ address, addressFile, addressVariable }) =>
      [address, addressFile, addressVariable].filter((each) => each !== undefined).length === 1,
    'must have one of address, addressFile and addressVariable',
  ),
);
export type ServerEntry = v.InferOutput<typeof Server>;

/** File of `--config`. It adds to the options. */
export const RoutingFile = v.strictObject({
  servers: v.optional(v.record(v.string(), Server, 'must be an object of servers by name'), {}),
  /** Callbacks that one server gets alone. */
  routes: v.optional(v.array(v.strictObject({ callbacks: Names, to: Name }), 'must be a list of routes'), []),
  /** Callbacks that a server gets beside the receiver; without `callbacks` every after callback. */
  also: v.optional(v.array(v.strictObject({ callbacks: v.optional(Names), to: Name }), 'must be a list'), []),
});
export type RoutingFile = v.InferOutput<typeof RoutingFile>;

/** Returns what is wrong, with the path, such as `servers.own.address must be an address`. */
export function mistakeIn(issue: v.InferIssue<typeof RoutingFile>): string {
  const path = v.getDotPath(issue);
  if (issue.type === 'strict_object')
    return issue.expected === 'never'
      ? `${path} is not a setting`
      : `${path ?? 'the file'} ${issue.received === 'undefined' ? 'is missing' : 'must be an object'}`;
  return `${path ?? 'the file'} ${issue.message}`;
}
