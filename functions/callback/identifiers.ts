import { firstPersonOf, groupOf, valuesAt } from '../openim/people.ts';

/** Keys by which a record can be found. */
export interface Identifiers {
  readonly groupID?: string | undefined;
  readonly userID?: string | undefined;
  /** Roles of the user, joined by ", ". */
  readonly role?: string | undefined;
  readonly operationID?: string | undefined;
}

/** Returns the identifiers that a body names in any of its forms, whatever else is wrong with it. */
export function identifiersOf(command: string, body: unknown): Identifiers {
  const person = firstPersonOf(command, body);
  return {
    groupID: groupOf(body),
    userID: person?.userID,
    role: person?.roles.join(', '),
    operationID: valuesAt(body, 'operationID')[0],
  };
}
