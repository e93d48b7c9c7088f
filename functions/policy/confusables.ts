import { lookAlikes } from '#look-alikes';

/** Made when it is first needed, which no cold start has to wait for. */
let confusables: ReadonlyMap<string, string> | undefined;

/** What a letter or digit looks like, if it looks like others. */
export function lookOf(letter: string): string | undefined {
  confusables ??= new Map(
    lookAlikes.split('\n').flatMap((line) => {
      const at = line.indexOf(' ');
      return [...line.slice(at + 1)].map((similar) => [similar, line.slice(0, at)] as const);
    }),
  );
  return confusables.get(letter);
}
