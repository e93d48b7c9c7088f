/** Distance from a katakana to its hiragana. */
const DISTANCE = 0x60;

/** Returns hiragana for katakana. */
export function toHiragana(text: string): string {
  return text.replace(/[\u30a1-\u30f6]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - DISTANCE));
}
