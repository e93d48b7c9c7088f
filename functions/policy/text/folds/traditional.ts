import table from 'opencc-js/dict/TSCharacters';

const pairs = table
  .split('|')
  .map((pair) => pair.replace(' ', ''))
  .filter((pair) => /^[\u4e00-\u9fff]{2}$/.test(pair));

/**
 * All traditional characters by OpenCC, and then the simplified one of each. Both are of the Unicode block that fonts have. In this form
 * some can be found without reading the table.
 *
 * A function's bundle holds this module's value in its place.
 */
export const traditional: string = [0, 1].flatMap((at) => pairs.map((pair) => pair.charAt(at))).join('');
