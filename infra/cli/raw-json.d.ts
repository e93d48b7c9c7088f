/** Node 24 has it; TypeScript's own declarations do not yet. Source: ECMAScript proposal "JSON.parse source text access". */
interface JSON {
  /** Stands for the text as it is where JSON.stringify meets it. */
  rawJSON(text: string): object;
}
