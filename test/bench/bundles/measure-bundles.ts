import { startCold } from '../cold.ts';
import type { Contender } from '../contender.ts';
import type { BundleRow } from '../results.ts';

const LARGEST = 10;

/** Counts bytes of bundles. A peer that leaves the SDK to Lambda's runtime reads its files, too, which one cold start counts. */
export async function measureBundles(contenders: readonly Contender[]): Promise<BundleRow[]> {
  const rows: BundleRow[] = [];
  for (const contender of contenders) {
    const { name, kind, bundle } = contender;
    const { bytes, textTableBytes, packages } = bundle;
    const readBytes = bundle.file.endsWith('.mjs') ? bytes : (await startCold(contender)).requiredBytes;
    rows.push({
      name,
      kind,
      readBytes,
      bytes,
      codeBytes: bytes - textTableBytes,
      packages: packages.slice(0, LARGEST),
    });
  }
  return rows;
}
