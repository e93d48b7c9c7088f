/**
 * Returns a function that creates a regular expression when it is first called. One with classes of Unicode takes up to a millisecond to
 * create, and a cold start needs few of them.
 */
export function pattern(create: () => RegExp): () => RegExp {
  let created: RegExp | undefined;
  return () => {
    created ??= create();
    return created;
  };
}
