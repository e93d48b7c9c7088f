import type { ProblemName } from '../openim/problems.ts';

/** Problems that the headers alone reveal. */
export type AuthenticationProblem = Extract<ProblemName, 'notAuthenticated' | 'forbiddenOrigin'>;

/** A rejected request. The message is safe to answer and record. */
export class Rejected extends Error {
  override readonly name: string = 'Rejected';
  readonly problem: ProblemName;
  /** A before callback is refused whatever the failure verdict is, because the cause does not pass. */
  readonly refuses: boolean = false;

  constructor(problem: ProblemName, message = '', options?: ErrorOptions) {
    super(message, options);
    this.problem = problem;
  }
}

/** The request has no valid credential or comes from a web page. It is not recorded. */
export class NotAuthenticated extends Rejected {
  override readonly name = 'NotAuthenticated';

  constructor(problem: AuthenticationProblem) {
    super(problem);
  }
}

/** The body is not a JSON object, or fields are missing or have a wrong type. */
export class Malformed extends Rejected {
  override readonly name = 'Malformed';

  constructor(message: string, options?: ErrorOptions) {
    super('malformed', message, options);
  }
}

/** The address names a judged callback, but not as the route of the function that judges it. */
export class Misdirected extends Rejected {
  override readonly name = 'Misdirected';
  override readonly refuses = true;

  constructor() {
    super('wrongCommand', WRONG_COMMAND);
  }
}

const WRONG_COMMAND = 'callbackCommand differs from the callback in the address';

/** Body and address name different callbacks. */
export class WrongCommand extends Rejected {
  override readonly name = 'WrongCommand';

  constructor() {
    super('wrongCommand', WRONG_COMMAND);
  }
}

/** A defect of the receiver. The cause goes to the log and never into the answer. */
export class OurFailure extends Rejected {
  override readonly name = 'OurFailure';

  constructor(cause: unknown) {
    super('ourFailure', 'internal failure', { cause });
  }
}

/** Returns an error as a rejection if it is ours or the body parser's, else undefined. */
export function asRejected(error: unknown): Rejected | undefined {
  if (error instanceof Rejected) return error;
  if (!isParserError(error)) return undefined;
  if (error.statusCode === 415) return new Malformed('content-type must be application/json', { cause: error });
  const forbidden = ['__proto__', 'constructor'].find((key) => key === error.cause.data);
  return new Malformed(forbidden ? `the key ${forbidden} is not allowed` : 'body is not JSON', { cause: error });
}

function isParserError(error: unknown): error is { statusCode: number; cause: { data: unknown } } {
  const cause = error instanceof Error ? error.cause : undefined;
  return Object(cause).package === '@middy/http-json-body-parser';
}
