import type { Random } from './random.js';

/** Pixels, four bytes each: red, green, blue, opaque. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

type Colour = readonly [number, number, number];

/** @returns a landscape with sky, hills, a runway and the grain of a small camera: enough detail to weigh like a photograph */
export function renderLandscape(width: number, height: number, random: Random): Picture {
  const data = new Uint8Array(width * height * 4);
  const horizon = 0.35 + random.next() * 0.2;
  const dusk = random.next();
  const hills = Array.from(
    { length: 4 },
    () => [random.next() * 9 + 2, random.next() * 6, random.next() * 0.04] as const,
  );
  const centre = 0.35 + random.next() * 0.3;
  for (let y = 0; y < height; y++) {
    const v = y / height;
    for (let x = 0; x < width; x++) {
      const u = x / width;
      const ridge = horizon - hills.reduce((sum, [f, p, a]) => sum + a * Math.sin(u * f + p), 0.05);
      const colour =
        v < ridge ? sky(v / ridge, dusk) : v < horizon ? ([70, 84, 78] as const) : ground(u, { v, horizon, centre });
      const grain = (random.next() - 0.5) * 14;
      data.set(
        [clamp(colour[0] + grain), clamp(colour[1] + grain), clamp(colour[2] + grain), 255],
        (y * width + x) * 4,
      );
    }
  }
  return { width, height, data };
}

function sky(height: number, dusk: number): Colour {
  return [90 + 120 * height * dusk + 60 * height, 140 + 70 * height, 210 + 20 * height - 60 * dusk];
}

function ground(u: number, { v, horizon, centre }: { v: number; horizon: number; centre: number }): Colour {
  const depth = (v - horizon) / (1 - horizon);
  const side = Math.abs(u - centre - (0.5 - centre) * depth) / (0.04 + 0.5 * depth);
  if (side < 0.03 && Math.sin(24 / (depth + 0.08)) > 0) return [235, 235, 230];
  if (side < 0.7) return [96 + 30 * depth, 97 + 30 * depth, 100 + 30 * depth];
  return [88 + 40 * depth, 112 + 24 * depth, 60];
}

function clamp(value: number): number {
  return Math.max(0, Math.min(255, Math.round(value)));
}
