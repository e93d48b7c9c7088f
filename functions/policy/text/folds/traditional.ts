import table from 'opencc-js/dict/TSCharacters';

/**
 * Traditional characters and their simplified ones by OpenCC: pairs without separators. Both are of the Unicode blocks that fonts have,
 * which are one code unit each.
 *
 * A function's bundle holds this module's value in its place.
 */
export const traditional: string = table
  .split('|')
  .map((pair) => pair.replace(' ', ''))
  .filter((pair) => /^[\u4e00-\u9fff]{2}$/.test(pair))
  .join('');
