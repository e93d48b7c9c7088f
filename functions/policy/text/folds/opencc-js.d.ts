declare module 'opencc-js/dict/TSCharacters' {
  /** Pairs such as `丟 丢`, with a bar between pairs. */
  const table: string;
  export default table;
}
