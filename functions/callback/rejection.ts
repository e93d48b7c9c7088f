import type { ProblemName } from '../openim/problems.ts';

/** Problems of requests that are refused by their headers alone. */
export type AuthenticationProblem = Extract<ProblemName, 'notAuthenticated' | 'forbiddenOrigin'>;

/** A callback that can't be taken as it came. The message says why, in words that may be answered and recorded. */
export class Rejected extends Error {
  override readonly name: string = 'Rejected';
  readonly problem: ProblemName;

  constructor(problem: ProblemName, message = '', options?: ErrorOptions) {
    super(message, options);
    this.problem = problem;
  }
}

/** A request without a valid credential, or of a web page. Nothing of such a request is kept. */
export class NotAuthenticated extends Rejected {
  override readonly name = 'NotAuthenticated';

  constructor(problem: AuthenticationProblem) {
    super(problem);
  }
}

/** The body is not a callback's: no JSON object, or fields that are missing or of a wrong type. */
export class Malformed extends Rejected {
  override readonly name = 'Malformed';

  constructor(message: string, options?: ErrorOptions) {
    super('malformed', message, options);
  }
}

/** The body is another callback's than the address. */
export class WrongCommand extends Rejected {
  override readonly name = 'WrongCommand';

  constructor() {
    super('wrongCommand', 'callbackCommand is not the callback of the address');
  }
}

/** A defect of ours. What it was is for the logs and not for the answer. */
export class OurFailure extends Rejected {
  override readonly name = 'OurFailure';

  constructor(cause: unknown) {
    super('ourFailure', 'internal failure', { cause });
  }
}

/** The rejection that an error stands for, where it is one: our own, or the body parser's. */
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
