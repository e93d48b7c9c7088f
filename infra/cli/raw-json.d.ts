/** Declares a method of Node 24 that TypeScript's own declarations lack. Source: ECMAScript proposal "JSON.parse source text access". */
interface JSON {
  /** Returns an object that JSON.stringify writes as this text. */
  rawJSON(text: string): object;
}
