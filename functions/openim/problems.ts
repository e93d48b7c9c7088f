/**
 * Problems of a callback, and their answers to OpenIM.
 *
 * `errCode` is what the user's client shows. OpenIM leaves 5000–9999 to business servers; 5000–5099 are refusals by the policy.
 * `status` is the HTTP status. OpenIM ignores it, but people and proxies read it. `refuses` refuses every callback, whatever the
 * failure verdict, because OpenIM reads any JSON without nextCode 1 as "go on".
 */
export const problems = {
  malformed: { errCode: 5400, status: 400, refuses: false, errMsg: 'malformed callback' },
  notAuthenticated: { errCode: 5401, status: 401, refuses: true, errMsg: 'not authenticated' },
  forbiddenOrigin: { errCode: 5403, status: 403, refuses: true, errMsg: 'callbacks from web pages are refused' },
  unknownCallback: { errCode: 5404, status: 404, refuses: true, errMsg: 'unknown callback' },
  methodNotAllowed: { errCode: 5405, status: 405, refuses: true, errMsg: 'method not allowed' },
  wrongCommand: { errCode: 5409, status: 400, refuses: false, errMsg: 'callbackCommand is not the one in the address' },
  tooLarge: { errCode: 5413, status: 413, refuses: false, errMsg: 'callback too large' },
  throttled: { errCode: 5429, status: 429, refuses: false, errMsg: 'too many callbacks' },
  ourFailure: { errCode: 5500, status: 500, refuses: false, errMsg: 'internal failure of the webhook receiver' },
  notRecorded: { errCode: 5503, status: 503, refuses: false, errMsg: 'callback could not be recorded' },
  outOfTime: { errCode: 5504, status: 504, refuses: false, errMsg: 'callback ran out of time' },
} as const satisfies Record<string, { errCode: number; status: number; refuses: boolean; errMsg: string }>;

export type ProblemName = keyof typeof problems;
