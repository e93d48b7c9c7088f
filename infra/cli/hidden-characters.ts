/** Parts of a character class: characters that break a line, reverse it or are obeyed by a terminal. */
export const UNSAFE = '\\p{Cc}\\p{Bidi_Control}\\u2028\\u2029';

/** Characters that show nothing but a gap. Some could imitate the gap between columns, others hide in an identifier. */
export const BLANK = '\\p{White_Space}\\u00AD\\u115F\\u1160\\u180E\\u200B\\u2060-\\u2064\\u2800\\u3164\\uFEFF\\uFFA0';

/** Characters that show nothing, such as joiners, variation selectors and tags. */
const IGNORABLE = '\\p{Default_Ignorable_Code_Point}';

/** A joiner between the pictures of an emoji, and a selector after one picture or in a keycap. */
const IN_EMOJI =
  '(?<=[\\p{Extended_Pictographic}\\p{Emoji_Modifier}\\uFE0F])\\u200D(?=\\p{Extended_Pictographic})' +
  '|(?<=\\p{Extended_Pictographic})\\uFE0F|(?<=[\\d#*])\\uFE0F(?=\\u20E3)';

/** A pattern for invisible characters and those that harm a terminal. It includes the space, but not the inner parts of an emoji. */
export const HIDDEN = `(?!${IN_EMOJI})[${UNSAFE}${BLANK}${IGNORABLE}]`;

/** Returns a character as JSON writes it in escaped form, with an escape for each UTF-16 code unit. */
export function escapeOf(character: string): string {
  return character.replace(/[\s\S]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
