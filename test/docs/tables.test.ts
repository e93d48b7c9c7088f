import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { problems } from '../../functions/openim/problems.ts';
import { OWNER_REFUSAL } from '../../functions/policy/apply-rules.ts';
import { RULE_KINDS } from '../../functions/policy/rule-kinds.ts';
import { CSV_COLUMNS } from '../../infra/operator/audit/as-csv.ts';
import { FILTER_NAMES } from '../../infra/query/filters.ts';
import { VARIABLES } from '../../infra/relay/relay-options.ts';
import { routes } from '../../infra/routes.ts';
import { SETTING_NAMES } from '../../infra/stack-settings.ts';
import { ROOT, readDocument } from '../support/markdown.ts';

/** Names in code spans of a table's column. */
function namesIn(path: string, heading: string, column = 0): string[] {
  const rows = readDocument(path).rows.get(heading) ?? [];
  return rows.flatMap((cells) => [...(cells[column] ?? '').matchAll(/`([^`]+)`/g)].map(([, name = '']) => name));
}

/** Variables of the environment that `npm start` reads, from the schema's text: the schema itself is not exported. */
function localVariables(): string[] {
  const source = readFileSync(join(ROOT, 'infra/local/local-settings.ts'), 'utf8');
  const [, schema = ''] = /const LocalSettings = .*?v\.object\(\{(.*?)^ {2}\}\),$/ms.exec(source) ?? [];
  return [...schema.matchAll(/^ {4}([A-Z_]+):/gm)].map(([, name = '']) => name);
}

it('lists exactly the settings of the stack', () => {
  const headings = ['Settings', 'Use what you have'];
  const names = headings.flatMap((heading) => namesIn('docs/deploy.md', heading));
  expect(names.filter((name) => SETTING_NAMES.includes(name))).toEqual(SETTING_NAMES);
  const rows = headings.flatMap((heading) => readDocument('docs/deploy.md').rows.get(heading) ?? []);
  expect(rows.length).toBe(SETTING_NAMES.length);
});

it('counts the routes and the functions that receive callbacks', () => {
  const text = readDocument('docs/deploy.md').lines.join(' ');
  expect(text).toContain(`The ${routes.size} routes together`);
  expect(text).toContain(`the ${new Set(routes.values()).size} functions that receive callbacks`);
});

it('lists exactly the variables of npm start', () => {
  const variables = localVariables();
  expect(variables).toContain('PORT');
  expect(namesIn('docs/one-machine.md', 'Settings').sort()).toEqual(variables.sort());
});

it('lists exactly the settings of the relay', () => {
  expect(namesIn('docs/relay.md', 'Settings of the relay', 1)).toEqual(Object.values(VARIABLES));
});

it.each(['README.md', 'README.zh-CN.md'])('names in %s only settings that exist', (path) => {
  const { headings } = readDocument(path);
  const heading = headings.find(({ text }) => ['Settings to know', '常用设置'].includes(text))?.text ?? '';
  const [local, cloud] = [namesIn(path, heading, 0), namesIn(path, heading, 1)];

  expect(local.length).toBeGreaterThan(0);
  expect(local.filter((name) => !localVariables().includes(name))).toEqual([]);
  expect(cloud.filter((name) => !SETTING_NAMES.includes(name))).toEqual([]);
});

it('lists every kind of rule with its code', () => {
  const rows = readDocument('docs/policy.md').rows.get('Kinds of rules') ?? [];
  const written = Object.fromEntries(rows.map((cells) => [cells[1]?.replaceAll('`', ''), Number(cells[3])]));

  expect(written).toEqual(Object.fromEntries(RULE_KINDS.map(({ name, refusal }) => [name, refusal.errCode])));
  expect(readDocument('docs/policy.md').lines.join(' ')).toContain(`code ${OWNER_REFUSAL.errCode}`);
});

it('lists every problem by its HTTP status and code', () => {
  const rows = readDocument('docs/openim.md').rows.get('Answers of the receiver') ?? [];
  const written = rows.map((cells) => `${cells[1]} ${cells[2]?.slice(0, 4)}`);
  for (const { status, errCode } of Object.values(problems)) expect(written).toContain(`${status} ${errCode}`);
});

interface Shape {
  readonly versions: readonly string[];
  readonly timing: string;
  readonly neverSent?: boolean;
}

it('counts the callbacks of each version as the data does', () => {
  const data = JSON.parse(readFileSync(join(ROOT, 'infra/openim/callbacks.json'), 'utf8'));
  const shapes: Shape[] = data.callbacks.flatMap((callback: { shapes: Shape[] }) => callback.shapes);
  const rows = (readDocument('docs/openim.md').rows.get('Versions') ?? []).filter((cells) =>
    /^\d+$/.test(cells[1] ?? ''),
  );
  const written = rows.flatMap(([versions = '', all, before]) =>
    versions
      .split(', ')
      .map((version) => ({ version: version.split(' ')[0], all: Number(all), before: Number(before) })),
  );
  const counted = Object.keys(data.versions).map((version) => {
    const sent = shapes.filter((shape) => shape.versions.includes(version) && !shape.neverSent);
    return { version, all: sent.length, before: sent.filter(({ timing }) => timing === 'before').length };
  });

  expect(written).toEqual(counted);
});

it('lists exactly the filters of a query, and the columns of CSV', () => {
  const filters = namesIn('docs/audit.md', 'Search').flatMap((name) => /^([a-z]+):[A-Z]/.exec(name)?.[1] ?? []);
  const rows = readDocument('docs/audit.md').rows.get('Output for programs') ?? [];
  const csv = rows.find(([option]) => option === '`--csv`')?.[1] ?? '';

  expect(filters).toEqual(FILTER_NAMES);
  expect([...csv.matchAll(/`([^`]+)`/g)].map(([, name]) => name)).toEqual(CSV_COLUMNS);
});
