import { type Document, isAlias, isMap, isScalar, LineCounter, parseDocument, type YAMLMap } from 'yaml';
import { isSwitch } from '../../openim/configuration.ts';
import { keyOf } from '../webhooks/yaml-text.ts';
import { type Check, fail, ok } from './check.ts';
import type { Configuration, Entry } from './configuration.ts';

/** Section of the file before v3.7. */
const OLD_SECTION = 'callback';

export interface ParsedFile {
  readonly checks: readonly Check[];
  /** Absent when the file cannot be read as OpenIM's. */
  readonly configuration?: Configuration;
}

/** Parses a YAML file of OpenIM, and continues after mistakes that leave its meaning clear. */
export function parseFile(text: string): ParsedFile {
  const tabs = linesWithTabs(text);
  const lines = new LineCounter();
  const document = parseDocument(withoutTabs(text), { merge: true, uniqueKeys: false, lineCounter: lines });
  const [error] = document.errors;
  const tabChecks = tabs.length === 0 ? [] : [tabCheck(tabs)];
  if (error) {
    const says = `line ${error.linePos?.[0].line ?? '?'} is not valid YAML: ${error.message.split(' at line')[0]}`;
    return { checks: [...tabChecks, fail('YAML', says, 'Correct it. OpenIM does not start with this file.')] };
  }
  const configuration = configurationOf(document, lines);
  if (!configuration)
    return {
      checks: [
        ...tabChecks,
        fail(
          'switches',
          "the file has no switches of callbacks, so it is not OpenIM's",
          "Use OpenIM's config/webhooks.yml.",
        ),
      ],
    };
  return { checks: tabs.length > 0 ? tabChecks : [ok('YAML', 'is valid')], configuration };
}

/** Returns a text with two spaces for each tab of indentation. */
export function withoutTabs(text: string): string {
  return text.replace(/^[ \t]*\t[ \t]*(?=\S)/gm, (indent) => indent.replaceAll('\t', '  '));
}

function linesWithTabs(text: string): number[] {
  return text.split('\n').flatMap((line, index) => (/^ *\t[ \t]*[^\s#]/.test(line) ? [index + 1] : []));
}

function tabCheck(lines: readonly number[]): Check {
  const where = lines.length === 1 ? `line ${lines[0]} is` : `lines ${lines.slice(0, MAX_LINES).join(', ')} are`;
  return fail(
    'YAML',
    `${where} indented with a tab, which YAML does not allow`,
    'Use spaces. OpenIM does not start with this file.',
  );
}

const MAX_LINES = 5;

/** Finds the map that has the switches: at the top, or in a section. */
function configurationOf(document: Document, lines: LineCounter): Configuration | undefined {
  const top = document.contents;
  if (!isMap(top)) return undefined;
  const reader = new Reader(document, lines);
  const sections = top.items.filter(({ value }) => isMap(value) && countSwitches(value) > 0);
  const own = sections.find((pair) => keyOf(pair) === OLD_SECTION) ?? sections.find((pair) => !isSwitch(keyOf(pair)));
  if (countSwitches(top) > 0 || !own || !isMap(own.value))
    return countSwitches(top) > 0 ? { form: 'file', entries: reader.entriesOf(top) } : undefined;
  return { form: 'file', sectionKey: keyOf(own), entries: reader.entriesOf(own.value) };
}

function countSwitches(map: YAMLMap): number {
  return map.items.filter((pair) => isSwitch(keyOf(pair))).length;
}

class Reader {
  readonly #document: Document;
  readonly #lines: LineCounter;

  constructor(document: Document, lines: LineCounter) {
    this.#document = document;
    this.#lines = lines;
  }

  entriesOf(map: YAMLMap): Entry[] {
    return map.items.flatMap((pair) => {
      const key = keyOf(pair);
      const { range } = (pair.key ?? {}) as { range?: readonly number[] };
      const line = this.#lines.linePos(range?.[0] ?? 0).line;
      const value = isAlias(pair.value) ? pair.value.resolve(this.#document) : pair.value;
      if (key === '<<' && isMap(value)) return this.entriesOf(value);
      if (isMap(value)) return [{ key, line, settings: this.entriesOf(value) }];
      return [{ key, line, value: isScalar(value) ? value.value : undefined }];
    });
  }
}
