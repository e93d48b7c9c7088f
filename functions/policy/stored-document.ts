import * as v from 'valibot';
import { type PolicyDocument, StoredDocument } from './document.ts';
import { sectionOf } from './policy.ts';
import { FORMAT } from './stored-policy.ts';

/** Sections of documents without a format. They applied to members of groups only, and a group's took the place of the general one. */
const OLD_SECTIONS = ['nickName', 'faceURL', 'roleLevel', 'ex'] as const;

/**
 * Returns the document of a stored version; undefined when it is not valid. A document in the old format gets what keeps its meaning.
 *
 * @param text the document as JSON
 * @param format undefined for the old format
 */
export function parseStored(text: unknown, format: number | undefined): PolicyDocument | undefined {
  try {
    const document = v.parse(StoredDocument, JSON.parse(String(text)));
    return format === FORMAT ? document : upgraded(document);
  } catch {
    return undefined;
  }
}

function upgraded(document: PolicyDocument): PolicyDocument {
  const sections = OLD_SECTIONS.flatMap((name) => {
    const section = sectionOf(document[name]);
    return section ? [[name, { at: ['member'], replace: true, rules: section.rules }]] : [];
  });
  return { ...document, ...Object.fromEntries(sections) };
}
