import { describe, expect, it } from 'vitest';
import { FOLDS, type FoldName } from '../../../../functions/policy/text/folds/fold.ts';
import { searchFor } from '../../../../functions/policy/text/search.ts';

/** Names that hide a term, and the fold that finds each; without a fold, every search finds it. */
const EVASIONS: readonly [term: string, name: string, fold?: FoldName][] = [
  ['shit', '5h1t', 'digits'],
  ['shit', '$hit', 'digits'],
  ['admin', '@dmin', 'digits'],
  ['admin', '@dm!n99', 'digits'],
  ['nazi', 'n4z1', 'digits'],
  ['dombo', 'domb0'],
  ['shit', '5h179', 'digits'],
  ['pr0n', 'pr0n'],
  ['admin1', 'Admin1!'],
  ['fuck', 'fuuuck', 'repeats'],
  ['admin', 'adminnnn', 'repeats'],
  ['book', 'boooook', 'repeats'],
  ['xxx', 'xxxxx', 'repeats'],
  ['fuck', 'f u u u c k', 'repeats'],
  ['admin', 'admin1', 'ends'],
  ['admin', '2admin', 'ends'],
  ['admin', 'admin™', 'ends'],
  ['admin', 'admin²', 'ends'],
  ['admin', 'admin①', 'ends'],
  ['admin', 'adminᵀᴹ', 'ends'],
  ['admin', 'adʼmin', 'modifiers'],
  ['admin', 'adːmin', 'modifiers'],
  ['admin', 'adˑmin', 'modifiers'],
  ['admin', 'adーmin'],
  ['محمد', 'محـمد'],
  ['管理员', '管理 员', 'hanSpaces'],
  ['サポート', 'サポ ート', 'hanSpaces'],
  ['شهوت', 'شششهوت', 'repeats'],
  ['support', 'supp\ufeffort'],
  ['cacca', 'c▔a▔c▔c▔a'],
  ['διαχειριστής', 'ΔΙΑΧΕΙΡΙΣΤΉΣ'],
  ['מנהל', 'מֻנֺהֻלֲ'],
  ['管理员', '管理員', 'hanVariants'],
  ['法輪功', '法轮功', 'hanVariants'],
  ['バカ', 'ばか', 'kana'],
  ['ばか', 'バカ', 'kana'],
  ['バカ', 'オオバカモノ'],
  ['시발', 'ㅅㅣㅂㅏㄹ'],
  ['시발', '시ㅂㅏㄹ'],
  ['admin', '🇦🇩🇲🇮🇳', 'flags'],
  ['admin', '🇦 🇩 🇲 🇮 🇳', 'flags'],
  ['admin', '🅐🅓🅜🅘🅝'],
  ['admin', '🅰🅳🅼🅸🅽'],
  ['fuck', 'ꜰᴜᴄᴋ'],
  ['fuck', 'ғᴜᴄᴋ', 'fancy'],
  ['admin', '卂刀爪丨几', 'fancy'],
  ['admin', 'ค๔๓เภ', 'fancy'],
  ['admin', 'ᗩᗪᗰIᑎ', 'fancy'],
  ['admin', '₳Đ₥ł₦', 'fancy'],
  ['admin', 'α∂мιи', 'fancy'],
  ['admin', 'ád́ḿíń', 'fancy'],
  ['admin', '\u202enimda', 'reversed'],
  ['admin', 'hi \u202enimda\u202c!', 'reversed'],
  ['مشرف', '\u202dفرشم', 'reversed'],
  ['admin', 'uᴉɯpɐ', 'reversed'],
  ['admin', 'aaddmmiinn', 'repeats'],
  ['support', 'ssuuppppoorrtt1', 'repeats'],
  ['fuck', 'f*ck', 'masked'],
  ['fuck', 'fu#k', 'masked'],
  ['व्यवस्थापक', 'व्यव*थापक', 'masked'],
  ['سوپر', 'سو*ر', 'masked'],
  ['fuck', 'f*ck1', 'masked'],
  ['kill', 'kiII'],
  ['kill', 'ki1l'],
  ['official', 'OFFlClAL'],
  ['twinkle', 'TwinkIe'],
  ['wow', 'vvow'],
  ['admin', 'adrnin'],
  ['admin', 'aclmin'],
  ['shit', 'shi7', 'digits'],
  ['puta', 'put4', 'digits'],
  ['official', 'officia1'],
  ['ass', 'a$$', 'digits'],
  ['puta', 'put@', 'digits'],
  ['shit', 'shi†', 'digits'],
  ['support', 'supp°r†', 'digits'],
  ['official', 'offi(ia£', 'digits'],
  ['moderator', 'm°)erator', 'digits'],
  ['official', 'officia£', 'digits'],
  ['fuck', 'f_ck', 'masked'],
  ['fuck', 'f?ck', 'masked'],
  ['fuck', 'f%ck', 'masked'],
  ['fuck', 'f@ck', 'masked'],
  ['admin', 'adm-n', 'masked'],
  ['fuck', 'f**k', 'masked'],
  ['bitch', 'b***h', 'masked'],
  ['хуй', 'Xyй'],
  ['пизда', 'пи3да', 'digits'],
  ['чурка', '4урка', 'digits'],
  ['сука', 'cyka'],
  ['сука', 'CYKA'],
  ['сука', 'ᴄʏᴋᴀ'],
  ['админ', 'АДМИΗ'],
  ['админ', 'ᴀдᴍиʜ'],
  ['διαχειριστής', 'διαχειριϛτής'],
  ['οχι', 'OXI'],
  ['admin', '卂刀爪工几', 'fancy'],
  ['support', 'suppor丁', 'fancy'],
  ['کوس', 'كوس'],
  ['علی', 'علي'],
  ['على', 'علی'],
  ['sıkı', 'SIKI'],
  ['sık', 'sık'],
  ['sik', 'sık'],
  ['sıkmak', 'sikmak'],
  ['เหี้ย', 'เ หี้ย', 'hanSpaces'],
  ['เสือก', 'เสือ ก', 'hanSpaces'],
];

const ALL_OFF = Object.fromEntries(Object.keys(FOLDS).map((name) => [name, false]));

it.each(EVASIONS)('finds %s in %s', (term, name) => {
  expect(searchFor([{ term }])(name)).toMatchObject([{ term }]);
});

it.each(EVASIONS.filter(([, , fold]) => fold))('finds %s in %s only with a fold of its own: %s', (term, name, fold) => {
  expect(searchFor([{ term }], { [fold as FoldName]: false })(name)).toEqual([]);
});

it.each(EVASIONS.filter(([, , fold]) => !fold))('finds %s in %s without any fold', (term, name) => {
  expect(searchFor([{ term }], ALL_OFF)(name)).toMatchObject([{ term }]);
});

it('finds a term in accented letters of another script, composed or not', () => {
  const ofForm = (form: string) => searchFor([{ term: 'eye' }])('ёўё'.normalize(form));

  expect([ofForm('NFC'), ofForm('NFD')].map((matches) => matches.length)).toEqual([1, 1]);
});

describe('does not find', () => {
  it.each([
    ['anal', 'Ana1', 'a digit after a name is not a letter of it'],
    ['anal', 'Ana_1', 'a digit after a separator neither'],
    ['anal', 'Ana!', 'nor is an exclamation mark'],
    ['ape', 'gr4pe', 'a digit inside a word does not end it'],
    ['lol', '101', 'a number has no letters'],
    ['bok', 'book', 'two equal letters are ordinary'],
    ['mo', '🇲🇴', 'two regional indicators are a flag'],
    ['しね', 'シネマ', 'katakana inside a katakana word'],
    ['バカ', 'ハカ', 'a voicing mark makes another letter'],
    ['ass', 'as5', 'two letters and a digit are a name and a number'],
    ['anal', 'maria_ana1', 'letters before a separator do not count'],
    ['anal', '|Ana|', 'bars stand around a name'],
    ['anal', '@Ana1', 'the sign of a handle is not a letter'],
    ['tit', 't-t', 'a hyphen hides no letter of a short term'],
    ['boob', 'Bo.B', 'a dot stands behind initials'],
    ['マリアンナ', 'マリ・ンナ', 'a dot stands between names'],
    ['doom', 'van Doorn', 'r and n are ordinary behind a vowel'],
    ['bums', 'Burns', 'r and n are ordinary behind a vowel'],
    ['dick', 'click', 'c and l are ordinary at the start'],
    ['dick', 'CLick', 'capitals do not look like d'],
    ['amı', 'Ami', 'i is not a ı in a short word'],
    ['ตูด', 'ดูดวง', 'two letters of Thai look alike only to those who cannot read it'],
    ['ผู้ดู', 'ผู้ก ดูแล', 'a space in Thai separates words'],
    ['twinkie', 'twinkle', 'a small l is not i'],
    ['twinkle', 'twinkie', 'a small i is not l'],
    ['ass', 'a**', 'only one letter can be hidden'],
    ['cans', 'can*', 'a mark at the end hides no letter'],
    ['mong', 'Mộng', 'one accent is ordinary'],
    ['시바', '시발', 'a half of a syllable'],
    ['admin', 'nimda', 'nothing reverses the letters'],
  ])('%s in %s, because %s', (term, name) => {
    expect(searchFor([{ term }])(name)).toEqual([]);
  });
});

it('returns the place of a term in the name, however it is written', () => {
  const placesOf = (term: string, name: string) => searchFor([{ term }])(name).map(({ start, end }) => [start, end]);

  expect(placesOf('admin', 'an ａｄｍｉｎ')).toEqual([[3, 8]]);
  expect(placesOf('admin', 'x \u202enimda\u202c y')).toEqual([[3, 8]]);
  expect(placesOf('admin', 'the adminnnn1')).toEqual([[4, 12]]);
  expect(placesOf('管理员', '是管理 員吗')).toEqual([[1, 5]]);
});
