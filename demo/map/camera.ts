/** Which part of the world a canvas shows: a middle and a scale. Coordinates are the layer's own, screen pixels are CSS pixels. Pure. */
import type { Box, Spot } from '../places.js';

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Camera {
  readonly x: number;
  readonly y: number;
  /** Pixels per unit. */
  readonly scale: number;
}

const MARGIN = 0.92;

/** All of a box, in the middle. A box without extent is given some. */
export function fit(box: Box, { width, height }: Size): Camera {
  const wide = Math.max(box.xmax - box.xmin, 1e-6);
  const high = Math.max(box.ymax - box.ymin, 1e-6);
  const scale = Math.min(width / wide, height / high) * MARGIN;
  return { x: (box.xmin + box.xmax) / 2, y: (box.ymin + box.ymax) / 2, scale };
}

export function toScreen({ x, y, scale }: Camera, { width, height }: Size, spot: Spot): Spot {
  return { x: (spot.x - x) * scale + width / 2, y: (y - spot.y) * scale + height / 2 };
}

export function toMap({ x, y, scale }: Camera, { width, height }: Size, pixel: Spot): Spot {
  return { x: x + (pixel.x - width / 2) / scale, y: y - (pixel.y - height / 2) / scale };
}

/** Moves by pixels: what is at the right comes nearer with a positive `dx`. */
export function pan(camera: Camera, dx: number, dy: number): Camera {
  return { ...camera, x: camera.x + dx / camera.scale, y: camera.y - dy / camera.scale };
}

/** Larger by a factor; the place under `pixel` stays where it is. */
export function zoom(camera: Camera, factor: number, about: { readonly size: Size; readonly pixel: Spot }): Camera {
  const fixed = toMap(camera, about.size, about.pixel);
  const scale = camera.scale * factor;
  return {
    x: fixed.x + (camera.x - fixed.x) / factor,
    y: fixed.y + (camera.y - fixed.y) / factor,
    scale,
  };
}
