const pad = (value: number, digits = 2) => String(value).padStart(digits, '0');

/** Returns a time on the reader's clock: `2026-11-24 13:34:31.496`. `text` is ISO 8601. */
export function localTime(text: string): string {
  const time = new Date(text);
  if (Number.isNaN(time.getTime())) return text;
  return `${localDay(time)} ${localClock(time)}.${pad(time.getMilliseconds(), 3)}`;
}

/** Returns a time to the second: `2026-11-24 13:34:31`. */
export function localSecond(text: string): string {
  return localTime(text).slice(0, 19);
}

/** Returns `2026-11-24`. */
function localDay(time: Date): string {
  return `${time.getFullYear()}-${pad(time.getMonth() + 1)}-${pad(time.getDate())}`;
}

/** Returns `13:34:31`. */
function localClock(time: Date): string {
  return `${pad(time.getHours())}:${pad(time.getMinutes())}:${pad(time.getSeconds())}`;
}

/** Name of the reader's time zone, such as `Europe/Berlin`. */
export function timeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** Returns how long ago a time was, such as `3 min ago`. Times to come are `just now`. */
export function timeAgo(text: string, now: number): string {
  const seconds = Math.max(0, Math.round((now - Date.parse(text)) / 1000));
  if (seconds < 5) return 'just now';
  if (seconds < 90) return `${seconds} s ago`;
  if (seconds < 5400) return `${Math.round(seconds / 60)} min ago`;
  if (seconds < 129_600) return `${Math.round(seconds / 3600)} h ago`;
  return `${Math.round(seconds / 86_400)} days ago`;
}
