import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { expectFirstCallback, silenceText } from '../../../infra/local/silence-notice.ts';

describe('in the first minute', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('says once that no callback came', () => {
    const onSilence = vi.fn();
    expectFirstCallback(onSilence);

    vi.advanceTimersByTime(59_999);
    expect(onSilence).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(onSilence).toHaveBeenCalledOnce();
    vi.advanceTimersByTime(3_600_000);
    expect(onSilence).toHaveBeenCalledOnce();
  });

  it('says nothing when one came', () => {
    const onSilence = vi.fn();
    const heard = expectFirstCallback(onSilence);

    heard();
    heard();
    vi.advanceTimersByTime(3_600_000);

    expect(onSilence).not.toHaveBeenCalled();
  });
});

it('names what to check', () => {
  const text = silenceText(12_345);

  for (const what of ['restarted', 'enable: true', 'port 12345', 'curl http://HOST:12345/health', '--host 0.0.0.0'])
    expect(text).toContain(what);
});
