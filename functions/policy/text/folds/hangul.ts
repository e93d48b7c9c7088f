/** Final consonants as initial ones, in the order of Unicode from U+11A8. */
const FINALS =
  'ᄀ,ᄁ,ᄀᄉ,ᄂ,ᄂᄌ,ᄂᄒ,ᄃ,ᄅ,ᄅᄀ,ᄅᄆ,ᄅᄇ,ᄅᄉ,ᄅᄐ,ᄅᄑ,ᄅᄒ,ᄆ,ᄇ,ᄇᄉ,ᄉ,ᄊ,ᄋ,ᄌ,ᄎ,ᄏ,ᄐ,ᄑ,ᄒ'.split(',');

/** Returns the letters of syllables, the final ones as initial ones: letters that stand alone have only one form. */
export function toJamo(text: string): string {
  if (!/[\u1100-\u11ff\uac00-\ud7a3]/.test(text)) return text;
  return text.normalize('NFD').replace(/[\u11a8-\u11c2]/g, (final) => FINALS[final.charCodeAt(0) - 0x11a8] ?? final);
}
