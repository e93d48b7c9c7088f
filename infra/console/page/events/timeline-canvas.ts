import { OUTCOMES } from '../shell/outcome-badge.tsx';
import { localTime } from '../shell/shown-time.ts';
import { type Lane, ticksOf } from './timeline-data.ts';
import { type Scale, xOf } from './timeline-scale.ts';

export const LANE_HEIGHT_PX = 20;
const AXIS_HEIGHT_PX = 18;
const MIN_BAR_PX = 2;
const LABEL_WIDTH_PX = 80;
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** Returns the height of a chart with this many lanes, in pixels. */
export function heightOf(lanes: number): number {
  return Math.max(1, lanes) * LANE_HEIGHT_PX + AXIS_HEIGHT_PX;
}

/** Draws a lane for each callback, with bars that stack its outcomes. Colours come from the style sheet. */
export function drawTimeline(canvas: HTMLCanvasElement, lanes: readonly Lane[], scale: Scale): void {
  const context = canvas.getContext('2d');
  if (!context) return;
  const ratio = devicePixelRatio || 1;
  const height = heightOf(lanes.length);
  canvas.width = Math.round(scale.width * ratio);
  canvas.height = Math.round(height * ratio);
  context.scale(ratio, ratio);
  const style = getComputedStyle(canvas);
  drawAxis(context, height, scale, style);
  for (const [index, lane] of lanes.entries()) drawLane(context, lane, index * LANE_HEIGHT_PX, scale, style);
}

function drawLane(
  context: CanvasRenderingContext2D,
  lane: Lane,
  top: number,
  scale: Scale,
  style: CSSStyleDeclaration,
) {
  const most = Math.max(...[...lane.columns.values()].map(total));
  const barWidth = Math.max(MIN_BAR_PX, (scale.stepMs / (scale.untilMs - scale.fromMs)) * scale.width - 1);
  for (const [start, counts] of lane.columns) {
    const full = Math.max(3, Math.sqrt(total(counts) / most) * (LANE_HEIGHT_PX - 4));
    let bottom = top + LANE_HEIGHT_PX;
    for (const outcome of stacked(counts)) {
      const share = ((counts[outcome] ?? 0) / total(counts)) * full;
      context.fillStyle = style.getPropertyValue(`--${OUTCOMES.includes(outcome as never) ? outcome : 'other'}`);
      context.fillRect(xOf(start, scale), bottom - share, barWidth, share);
      bottom -= share;
    }
  }
}

function stacked(counts: Readonly<Record<string, number>>): string[] {
  const order: readonly string[] = OUTCOMES;
  return Object.keys(counts).sort((one, other) => order.indexOf(one) - order.indexOf(other));
}

function total(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

/** Draws round times below, and a thin line through all lanes at each. */
function drawAxis(context: CanvasRenderingContext2D, height: number, scale: Scale, style: CSSStyleDeclaration) {
  const { fromMs, untilMs, width } = scale;
  const axisTop = height - AXIS_HEIGHT_PX;
  context.font = `11px ${style.fontFamily}`;
  const zoneMs = -new Date(untilMs).getTimezoneOffset() * MINUTE_MS;
  for (const ms of ticksOf(fromMs, untilMs, Math.max(1, Math.floor(width / LABEL_WIDTH_PX)), zoneMs)) {
    const x = Math.round(xOf(ms, scale));
    context.fillStyle = style.getPropertyValue('--line');
    context.fillRect(x, 0, 1, axisTop + 4);
    context.fillStyle = style.getPropertyValue('--faint');
    if (x + LABEL_WIDTH_PX / 2 < width) context.fillText(labelOf(ms, zoneMs), x, height - 2);
  }
  context.fillStyle = style.getPropertyValue('--line');
  context.fillRect(0, axisTop, width, 1);
}

/** Returns the time of day, or the day at midnight. */
function labelOf(ms: number, zoneMs: number): string {
  const sinceMidnight = (ms + zoneMs) % DAY_MS;
  if (sinceMidnight === 0) return new Date(ms).toLocaleDateString(undefined, { month: 'short', day: 'numeric' });
  return localTime(new Date(ms).toISOString()).slice(11, sinceMidnight % MINUTE_MS === 0 ? 16 : 19);
}
