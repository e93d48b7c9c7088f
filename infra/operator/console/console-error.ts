import type { ErrorAnswer, ErrorCode } from '../../console/contract/errors.ts';

export const STATUS_OF: Readonly<Record<ErrorCode, number>> = {
  invalidQuery: 400,
  notOpened: 401,
  foreign: 403,
  notFound: 404,
  wrongMethod: 405,
  tooLarge: 413,
  notJson: 415,
  invalidDraft: 422,
  busy: 429,
  failed: 500,
  database: 503,
};

/** A request that can't be answered. The message says what is wrong, then what to do. */
export class ConsoleError extends Error {
  override readonly name = 'ConsoleError';
  readonly code: ErrorCode;
  readonly mistakes: readonly string[] | undefined;

  constructor(code: ErrorCode, message: string, mistakes?: readonly string[]) {
    super(message);
    this.code = code;
    this.mistakes = mistakes;
  }

  get answer(): ErrorAnswer {
    const { code, message, mistakes } = this;
    return { error: { code, message, ...(mistakes && { mistakes }) } };
  }
}
