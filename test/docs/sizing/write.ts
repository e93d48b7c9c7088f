import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sizingTables } from './tables.ts';

const PAGE = join(import.meta.dirname, '../../../docs/sizing.md');

/** `npm run sizing`: puts the computed tables into docs/sizing.md, each in the place of the first one below its heading. */
const lines = readFileSync(PAGE, 'utf8').split('\n');
for (const [heading, table] of sizingTables()) {
  const from = lines.findIndex((line, index) => line.startsWith('|') && index > lines.indexOf(`## ${heading}`));
  const length = lines.slice(from).findIndex((line) => !line.startsWith('|'));
  if (!lines.includes(`## ${heading}`) || from < 0) throw new Error(`docs/sizing.md has no table below ${heading}`);
  lines.splice(from, length, ...table);
}
writeFileSync(PAGE, lines.join('\n'));
