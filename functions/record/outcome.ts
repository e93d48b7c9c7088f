/**
 * Outcome of a callback. After: `recorded`. Before: `allowed`, `changed` or `refused`; `recorded` without a policy.
 * `malformed`: the body is invalid. `failed`: a defect of the receiver.
 */
export type Outcome = 'recorded' | 'allowed' | 'changed' | 'refused' | 'malformed' | 'failed';
