/** Characters that "fancy text" generators write for a letter, which comes first. Only those that Unicode TR 39 does not list. */
const FANCY = [
  'a卂คልᗩ₳ΛДᎪ',
  'b乃๒ጌᗷ฿ც',
  'c匚ςርᑕ₵☾',
  'd刀๔ዕᗪĐძ∂',
  'e乇єቿᗴɆɛΣ',
  'f千ŦቻᖴᎴ₣ғ',
  'g厶ﻮኗᘜ₲Ꮆ',
  'h卄ђዘᕼⱧн',
  'i丨เጎᓰł',
  'jﾌןጋᒍʝ',
  'kҜкጕᛕҜ₭',
  'lㄥɭረᒪⱠ',
  'm爪๓ጠᗰ₥м',
  'n几ภክᑎ₦ռип',
  'o口๏ዐᗝσ',
  'p卩קየᑭ₱þ',
  'qɊợዒᑫҨ',
  'r尺гዪᖇⱤя',
  's丂รነᔕ₴ֆ',
  'tㄒՇፕ丅₮т',
  'uㄩยሁᑌɄц',
  'vᐯשሀᐺ۷',
  'w山ฬሠᗯ₩ωшщ',
  'x乂אሸ᙭Ӿ',
  'yㄚץሃƳ¥',
  'z乙չጊᘔⱫ',
];

let fancy: ReadonlyMap<string, string> | undefined;

/** Returns the letter that a generator writes this character for, if any. */
export function fancyLetter(character: string): string | undefined {
  fancy ??= new Map(
    FANCY.flatMap(([letter = '', ...similar]) => similar.map((one): [string, string] => [one.toLowerCase(), letter])),
  );
  return fancy.get(character.toLowerCase());
}
