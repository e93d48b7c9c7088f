import { onTestFinished } from 'vitest';
import type { FailureVerdict } from '../../functions/openim/answer.ts';
import { addressFilter } from '../../infra/local/allowed-addresses.ts';
import { DEFAULT_LIMITS, type Limits } from '../../infra/local/limits.ts';
import { startServer } from '../../infra/local/server.ts';
import { loadFunctions } from './call.ts';
import { sha256, TOKEN } from './proxy-event.ts';
import { auditTable } from './table.ts';

interface Options {
  readonly failureVerdict?: FailureVerdict;
  /** The caller's token; none: everyone may call. */
  readonly token?: string | undefined;
  readonly limits?: Partial<Limits>;
  /** Address ranges that may call; none: every address. */
  readonly allowedCidrs?: readonly string[];
}

/** The server of this machine with a table of its own. */
export async function serve({ failureVerdict = 'refuse', limits, allowedCidrs = [], ...options }: Options = {}) {
  const { token } = { token: TOKEN, ...options };
  const hashes = token === undefined ? '' : sha256(token);
  const table = await auditTable();
  const functions = await loadFunctions(table.endpoint, {
    FAILURE_VERDICT: failureVerdict,
    WEBHOOK_TOKEN_HASHES: hashes,
    ALLOW_UNAUTHENTICATED: 'true',
  });
  const rejected: string[] = [];
  const server = await startServer({
    functions,
    host: '127.0.0.1',
    port: 0,
    tokenHashes: hashes === '' ? [] : [Buffer.from(hashes, 'hex')],
    isAllowedAddress: addressFilter(allowedCidrs),
    failureVerdict,
    limits: { ...DEFAULT_LIMITS, ...limits },
    onRejected: (problem, about) => rejected.push(`${problem} ${about}`),
  });
  onTestFinished(() => server.close().catch(() => {}));
  return { table, server, rejected, url: `http://127.0.0.1:${server.port}` };
}
