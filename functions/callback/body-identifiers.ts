import { valuesAt } from '../openim/field-values.ts';
import { firstPersonOf, groupOf } from '../openim/people.ts';

/** Search keys of a record. */
export interface Identifiers {
  readonly groupID?: string | undefined;
  readonly userID?: string | undefined;
  /** Roles of the user, joined by ", ". */
  readonly role?: string | undefined;
  readonly operationID?: string | undefined;
}

/** Returns the identifiers in a body of any form. The body need not be valid. */
export function identifiersOf(command: string, body: unknown): Identifiers {
  const person = firstPersonOf(command, body);
  return {
    groupID: groupOf(body),
    userID: person?.userID,
    role: person?.roles.join(', '),
    operationID: operationOf(body),
  };
}

export function operationOf(body: unknown): string | undefined {
  return valuesAt(body, 'operationID')[0];
}
