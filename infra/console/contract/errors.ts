/** Answer with a status of 400 or more. */
export interface ErrorAnswer {
  readonly error: {
    readonly code: ErrorCode;
    /** Says what is wrong, then what to do. */
    readonly message: string;
    /** All mistakes of a query line, or of a draft with their paths, such as `nickName.0.max: must be …`. */
    readonly mistakes?: readonly string[];
  };
}

export type ErrorCode =
  /** 400: q, a cursor or another parameter. */
  | 'invalidQuery'
  /** 401: no cookie, or one of an earlier start. Open the address that the terminal shows. */
  | 'notOpened'
  /** 403: the request comes from another page, or names another host. */
  | 'foreign'
  /** 404: the address, or no record with this ID (it may have expired). */
  | 'notFound'
  /** 405 */
  | 'wrongMethod'
  /** 413: a body above 1 MB. */
  | 'tooLarge'
  /** 415: a body that is not `application/json`. */
  | 'notJson'
  /** 422: the draft of a policy, its lists, or the request that was tried. */
  | 'invalidDraft'
  /** 429: too many requests or live streams at once. */
  | 'busy'
  /** 503: DynamoDB does not answer, or the credentials do not permit it. */
  | 'database'
  /** 500: a defect of the console. */
  | 'failed';
