/**
 * Characters that "fancy text" generators write for a letter, which comes first. Only those that Unicode TR 39 does not list, or lists for
 * a character that normalisation makes another one.
 */
const FANCY = [
  'a卂คልᗩ₳ΛДᎪ',
  'b乃๒ጌᗷ฿ცß',
  'c匸匚ςርᑕ₵☾ϲϹ',
  'd刀๔ዕᗪĐძ∂',
  'e乇єቿᗴɆɛΣε',
  'f下千ŦቻᖴᎴ₣ғſ',
  'g厶ﻮኗᘜ₲Ꮆ',
  'h卄ђዘᕼⱧнɧɦ',
  'i工丨เጎᓰł˛ͺ',
  'jﾌןጋᒍʝ',
  'k长ҜкጕᛕҜ₭',
  'l乚ㄥɭረᒪⱠ׀￨',
  'm爪๓ጠᗰ₥м',
  'n几ภክᑎ₦ռипɲŋ',
  'o口๏ዐᗝσ',
  'p尸卩קየᑭ₱þ',
  'qɊợዒᑫҨ',
  'r尺гዪᖇⱤяɾ',
  's丂รነᔕ₴ֆ',
  't丁ㄒՇፕ丅₮тʈ',
  'u凵ㄩยሁᑌɄцµμ',
  'vᐯשሀᐺ۷',
  'w山ฬሠᗯ₩ωшщ',
  'x乂אሸ᙭Ӿ᙮',
  'y丫ㄚץሃƳ¥',
  'z乙չጊᘔⱫʐʑ',
];

const HAN = /^[\u4e00-\u9fff]$/;
const ALL_FANCY = FANCY.join('');

let fancy: ReadonlyMap<string, string> | undefined;

/** Returns the letter that a generator writes this character for, if any. */
export function fancyLetter(character: string): string | undefined {
  // Spares most cold starts the map.
  if (!fancy && HAN.test(character) && !ALL_FANCY.includes(character)) return undefined;
  fancy ??= new Map(
    FANCY.flatMap(([letter = '', ...similar]) => similar.map((one): [string, string] => [one.toLowerCase(), letter])),
  );
  return fancy.get(character.toLowerCase());
}
