import { readFileSync } from 'node:fs';
import { SourceMap, type SourceMapPayload } from 'node:module';
import { fileURLToPath } from 'node:url';
import { OWN, packageOf } from '../bundles/packages.ts';

interface CallFrame {
  readonly url: string;
  readonly lineNumber: number;
  readonly columnNumber: number;
}

/** Finds the sources of functions in a bundle that has a source map beside each file. */
export class Sources {
  readonly #maps = new Map<string, SourceMap>();

  /** Returns a path in the project or the name of a package; undefined for Node's own code. */
  of({ url, lineNumber, columnNumber }: CallFrame): string | undefined {
    if (!url.startsWith('file:')) return undefined;
    const map = this.#mapOf(url);
    const entry = map?.findEntry(lineNumber, columnNumber);
    if (!entry || !('originalSource' in entry)) return undefined;
    const name = packageOf(entry.originalSource);
    return name === OWN ? /(?:functions|infra|test)\/.*/.exec(entry.originalSource)?.[0] : `${name}/`;
  }

  #mapOf(url: string): SourceMap | undefined {
    const known = this.#maps.get(url);
    if (known) return known;
    try {
      const payload: SourceMapPayload = JSON.parse(readFileSync(`${fileURLToPath(url)}.map`, 'utf8'));
      const map = new SourceMap(payload);
      this.#maps.set(url, map);
      return map;
    } catch {
      // The code that calls the bundle has none.
      return undefined;
    }
  }
}
