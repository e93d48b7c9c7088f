import { onTestFinished, vi } from 'vitest';

/** What this process writes to its error output while the test runs, instead of showing it. */
export function capturedStderr(): string[] {
  const written: string[] = [];
  const stderr = vi.spyOn(process.stderr, 'write').mockImplementation((text, ...rest) => {
    written.push(String(text));
    const done = rest.at(-1);
    if (typeof done === 'function') done();
    return true;
  });
  onTestFinished(() => stderr.mockRestore());
  return written;
}
