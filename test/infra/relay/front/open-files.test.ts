import { expect, it } from 'vitest';
import { connectionLimit } from '../../../../infra/relay/front/open-files.ts';

it.each([
  { openFiles: Number.POSITIVE_INFINITY, servers: 1, limit: 2_000 },
  { openFiles: 4_080, servers: 1, limit: 2_000 },
  { openFiles: 1_024, servers: 1, limit: 472 },
  { openFiles: 1_024, servers: 3, limit: 228 },
  { openFiles: 64, servers: 1, limit: 8 },
])('leaves files for deliveries and for the servers: $openFiles files, $servers servers', (row) => {
  expect(connectionLimit(row.openFiles, 16, row.servers)).toBe(row.limit);
});
