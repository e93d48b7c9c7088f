/** Times and pixels of a chart. */
export interface Scale {
  readonly fromMs: number;
  readonly untilMs: number;
  readonly stepMs: number;
  readonly width: number;
}

/** Returns the horizontal place of a time, in pixels. */
export function xOf(ms: number, { fromMs, untilMs, width }: Scale): number {
  return ((ms - fromMs) / (untilMs - fromMs)) * width;
}

/** Returns the time at a horizontal place, in milliseconds since 1970: the inverse of `xOf`. */
export function timeAt(x: number, { fromMs, untilMs, width }: Scale): number {
  return fromMs + (Math.min(width, Math.max(0, x)) / width) * (untilMs - fromMs);
}
