import { type Alphabet, alphabetOf, byAlphabet, charactersIn, type EvasionClass } from './evasion-class.ts';

/** Returns the characters of a block that compatibility folds to one letter, with or without brackets. */
function compatible(...blocks: (readonly [first: number, last: number])[]): Alphabet {
  return alphabetOf(
    blocks
      .flatMap(([first, last]) => charactersIn(first, last))
      .map((character) => [letterOf(character), character] as const)
      .filter(([letter, character]) => /^\p{L}$/u.test(letter) && letter !== character.toLowerCase()),
  );
}

function letterOf(character: string): string {
  return character
    .normalize('NFKC')
    .replace(/^\((.)\)$/u, '$1')
    .toLowerCase();
}

/** Returns the alphabets of 26 letters that begin at these code points. */
function inOrder(...firsts: number[]): Alphabet {
  return alphabetOf(
    firsts.flatMap((first) =>
      charactersIn(first, first + 25).map((character, at) => [String.fromCharCode(97 + at), character] as const),
    ),
  );
}

function listed(characters: string): Alphabet {
  return alphabetOf([...characters].map((character, at) => [String.fromCharCode(97 + at), character] as const));
}

/** Letters in other shapes, from the blocks of Unicode that have them. */
export const ALPHABETS: readonly EvasionClass[] = [
  byAlphabet('full width', () => compatible([0xff01, 0xff5e])),
  byAlphabet('mathematical', () => compatible([0x1d400, 0x1d7cb], [0x2100, 0x214f])),
  byAlphabet('circles and brackets', () => compatible([0x249c, 0x24e9], [0x1f110, 0x1f12f])),
  byAlphabet('squares', () => compatible([0x1f130, 0x1f149])),
  byAlphabet('filled discs and squares', () => inOrder(0x1f150, 0x1f170)),
  ofAscii(byAlphabet('regional indicators', () => inOrder(0x1f1e6))),
  byAlphabet('modifier letters', () => compatible([0x1d2c, 0x1d6a], [0x2071, 0x209c], [0x2b0, 0x2b8])),
  byAlphabet('small capitals', () => listed('ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘꞯʀꜱᴛᴜᴠᴡxʏᴢ')),
  byAlphabet('Han in the shape of Latin', () => listed('卂乃匚刀乇下厶卄工丁长乚爪几口尸q尺丂丁凵v山乂丫乙')),
];

/** Leaves out terms with other letters, between which a reader sees flags. */
function ofAscii({ name, evade }: EvasionClass): EvasionClass {
  return { name, evade: (term, random) => (/^[a-z]+$/.test(term) ? evade(term, random) : []) };
}
