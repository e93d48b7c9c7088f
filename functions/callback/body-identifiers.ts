/** Search keys of a record. */
export interface Identifiers {
  readonly groupID?: string | undefined;
  readonly userID?: string | undefined;
  readonly operationID?: string | undefined;
}

/** Returns the identifiers in a body of any form. The body need not be valid. */
export function identifiersOf(body: unknown): Identifiers {
  return {
    groupID: string(field(body, 'groupInfoForSet'), 'groupID') ?? string(body, 'groupID'),
    userID: string(body, 'userID') ?? string(body, 'inviterUserID') ?? string(body, 'ownerID'),
    operationID: string(body, 'operationID'),
  };
}

function field(body: unknown, name: string): unknown {
  return typeof body === 'object' && body !== null ? Reflect.get(body, name) : undefined;
}

function string(body: unknown, name: string): string | undefined {
  const value = field(body, name);
  return typeof value === 'string' && value !== '' ? value : undefined;
}
