/** Small capitals that Unicode TR 39 does not list, each after the letter that it looks like. */
export const SMALL_CAPITALS = 'aᴀbʙdᴅeᴇfꜰgɢhʜiɪjᴊkᴋlʟmᴍnɴpᴘqꞯqǫrʀsꜱtᴛuᴜyʏ';

export function isSmallCapital(letter: string): boolean {
  return SMALL_CAPITALS.indexOf(letter) % 2 === 1;
}
