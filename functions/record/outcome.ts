/**
 * Outcome of a callback. After: `recorded`. Before: `allowed`, `changed` or `refused`. `malformed` could not be read,
 * `failed` could be, but we failed.
 */
export type Outcome = 'recorded' | 'allowed' | 'changed' | 'refused' | 'malformed' | 'failed';
