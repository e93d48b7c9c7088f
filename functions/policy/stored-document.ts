import { hash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import * as v from 'valibot';
import { type PolicyDocument, storedDocument } from './document.ts';
import { sectionOf } from './policy.ts';
import { name } from './rules/settings.ts';
import { FORMAT, isKnownFormat } from './stored-policy.ts';
import { listsIn } from './term-lists.ts';

/** Sections of documents without a format. They applied to members of groups only, and a group's took the place of the general one. */
const OLD_SECTIONS = ['nickName', 'faceURL', 'roleLevel', 'ex'] as const;

/** Raise it with every change of the schema. A test fails otherwise. */
export const SCHEMA_NUMBER = 1;

/**
 * Returns the mark of a document that the schema accepts and leaves as it is; undefined for another. With it, a cold start need not check
 * the document again.
 *
 * @param text the document as JSON
 */
export function checkedMark(text: string): string | undefined {
  const document = JSON.parse(text);
  const { success, output } = v.safeParse(storedDocument(), document);
  return success && isDeepStrictEqual(output, document) ? markOf(text) : undefined;
}

function markOf(text: string): string {
  return hash('sha256', `${SCHEMA_NUMBER} ${process.versions.unicode} ${text}`, 'base64');
}

/**
 * Returns the document of a stored version; undefined when it is not valid. A document in the old format gets what keeps its meaning.
 *
 * @param text the document as JSON
 * @param format undefined for the old format
 * @param checked the mark that was stored with it, if any
 */
export function parseStored(text: unknown, format: number | undefined, checked?: string): PolicyDocument | undefined {
  if (!isKnownFormat(format)) return undefined;
  try {
    const written = String(text);
    const isMarked = checked !== undefined && checked === markOf(written);
    const document: PolicyDocument = isMarked ? JSON.parse(written) : v.parse(storedDocument(), JSON.parse(written));
    if (isMarked && !canBeRead(document)) return undefined;
    return format === FORMAT ? document : upgraded(document);
  } catch {
    return undefined;
  }
}

/**
 * Tells whether the lists of an unchecked document can be read. Otherwise a wrong mark would also fail the reads of other scopes.
 *
 * @throws {TypeError} if its rules cannot be read
 */
function canBeRead(document: PolicyDocument): boolean {
  return Object(document) === document && listsIn(document).every((list) => v.is(name, list));
}

function upgraded(document: PolicyDocument): PolicyDocument {
  const sections = OLD_SECTIONS.flatMap((name) => {
    const section = sectionOf(document[name]);
    return section ? [[name, { at: ['member'], replace: true, rules: section.rules }]] : [];
  });
  return { ...document, ...Object.fromEntries(sections) };
}
