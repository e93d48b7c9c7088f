/** A package that finds forbidden terms in names. */
export interface Matcher {
  readonly name: string;
  /** Returns a search for the terms, as the package's own documentation recommends against evasion. */
  readonly compile: (terms: readonly string[]) => (name: string) => boolean;
}
