import { describe, expect, it } from 'vitest';
import { type CallbackName, catalogue } from '../../functions/openim/catalogue.ts';
import { bodyOf } from '../support/bodies.ts';
import { call, loadFunctions } from '../support/call.ts';
import { auditTable, found } from '../support/table.ts';
import './bad-input.test.ts';

const rows = catalogue.flatMap((callback) =>
  (['refuse', 'allow'] as const).map((verdict) => ({
    name: callback.name,
    verdict,
    hasSecrets: callback.secrets !== undefined,
  })),
);

/** A callback's body with more fields than are read. */
function manyFields(name: CallbackName): string {
  const fields = Array.from({ length: 100_000 }, (_, index) => [index.toString(36), 0]);
  return JSON.stringify({ ...bodyOf(name), ...Object.fromEntries(fields) });
}

describe.each(rows)('$name when failures $verdict', ({ name, verdict, hasSecrets }) => {
  it.each([
    { sent: '10,000 levels', body: `${'['.repeat(10_000)}${']'.repeat(10_000)}`, reason: /^body/ },
    { sent: 'a large cut object', body: `{"callbackCommand":"${'x'.repeat(100_000)}`, reason: 'body is not JSON' },
    { sent: '100,000 levels', body: `${'['.repeat(100_000)}${']'.repeat(100_000)}`, reason: /^body/ },
    { sent: '100,000 fields', body: manyFields(name), reason: /has too many fields$/ },
  ])('records $sent as malformed, to the byte, and says why', async ({ body, reason }) => {
    const table = await auditTable();
    const functions = await loadFunctions(table.endpoint, { FAILURE_VERDICT: verdict });

    const { status, answer } = await call(functions, name, { body, receivedAt: '2026-03-04T05:06:07.089Z' });

    expect(status).toBe(400);
    expect(answer.errDlt).toMatch(reason);
    const [record] = await found(table, { index: 'byDay', day: '2026-03-04' });
    expect(record).toMatchObject({ outcome: 'malformed', reason: answer.errDlt });
    // A body that may hold a secret is dropped, unless it is JSON.
    const isDropped = hasSecrets && record?.redacted?.includes('body');
    expect(record?.body ?? '').toBe(isDropped ? '' : body);
  });
});
