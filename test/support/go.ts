/**
 * An answer as OpenIM's Go code decodes it, or an error where that fails: integers are int32, missing fields are zero, names are
 * read without regard to case, the last of repeated keys counts, unknown keys don't.
 * Source: openimsdk/tools, `utils/httputil`; Go's encoding/json.
 */
export function decodeAsGo(body: string) {
  const parsed: unknown = JSON.parse(body);
  if (typeof parsed !== 'object' || Array.isArray(parsed)) throw new TypeError('not a JSON object');
  const fields = Object.entries(parsed ?? {}).map(([name, value]) => [name.toLowerCase(), value] as const);
  const last = (name: string) => fields.findLast(([known]) => known === name.toLowerCase())?.[1];
  return {
    actionCode: int32(last('actionCode')),
    errCode: int32(last('errCode')),
    errMsg: text(last('errMsg')),
    errDlt: text(last('errDlt')),
    nextCode: int32(last('nextCode')),
  };
}

/** Returns what OpenIM does with an answer to a before callback. Source: v3.8.3, `pkg/common/webhook/http_client.go`. */
export function verdictOf(body: string): 'refuse' | 'go on' {
  const { actionCode, nextCode } = decodeAsGo(body);
  return actionCode === 0 && nextCode === 1 ? 'refuse' : 'go on';
}

function int32(value: unknown): number {
  if (value === undefined || value === null) return 0;
  if (typeof value !== 'number' || !Number.isInteger(value) || Math.abs(value) > 2 ** 31 - 1)
    throw new TypeError('no int32');
  return value;
}

function text(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (typeof value !== 'string') throw new TypeError('no string');
  return value;
}
