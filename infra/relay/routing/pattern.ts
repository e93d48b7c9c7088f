/** Names of callbacks on the wire. `*` stands for any letters, and case does not matter, because OpenIM's versions differ in it. */
export interface Pattern {
  readonly text: string;
  readonly matches: (wireName: string) => boolean;
  /** Letters that the pattern fixes. The most specific pattern has most of them. */
  readonly fixedLetters: number;
}

const SHAPE = /^[\w*]{1,120}$/;

/** Returns a pattern such as `callbackBeforeSend*`, or undefined for a text that cannot match a name. */
export function parsePattern(text: string): Pattern | undefined {
  if (!SHAPE.test(text)) return undefined;
  const parts = text.toLowerCase().split(/\*+/);
  return {
    text,
    matches: (wireName) => matchesParts(parts, wireName.toLowerCase()),
    fixedLetters: text.replaceAll('*', '').length,
  };
}

/** Tells whether two patterns are the same, so that neither is more specific. */
export function isSamePattern(one: Pattern, other: Pattern): boolean {
  return normalised(one) === normalised(other);
}

/** Finds the parts in their order, each as early as possible. A regular expression could take very long for many stars. */
function matchesParts([first = '', ...rest]: readonly string[], name: string): boolean {
  const last = rest.pop();
  if (last === undefined) return name === first;
  if (!name.startsWith(first)) return false;
  let at = first.length;
  for (const part of rest) {
    const found = name.indexOf(part, at);
    if (found === -1) return false;
    at = found + part.length;
  }
  return name.length - last.length >= at && name.endsWith(last);
}

function normalised({ text }: Pattern): string {
  return text.replaceAll(/\*+/g, '*').toLowerCase();
}
