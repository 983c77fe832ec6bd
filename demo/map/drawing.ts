/** Draws a scene on a canvas: areas below, then lines and points; what is not sent and what is selected stand out by shape, too. */
import { boxOf, partsOf, unwrapped, type Spot } from '../places.js';
import type { Geometry } from '../library.js';
import { toScreen, type Camera, type Size } from './camera.js';

export type Mark = 'plain' | 'pending' | 'refused';

export interface Shape {
  readonly layerId: number;
  readonly globalId: string;
  readonly geometry: Geometry | null | undefined;
  readonly mark: Mark;
}

export interface Scene {
  /** In drawing order. */
  readonly shapes: readonly Shape[];
  readonly activeLayerId: number;
  readonly selected: {
    readonly layerId: number;
    readonly globalId: string | null;
    readonly geometry: Geometry | null;
  } | null;
}

export interface Palette {
  readonly sea: string;
  readonly land: string;
  readonly shore: string;
  readonly point: string;
  readonly quiet: string;
  readonly pending: string;
  readonly refused: string;
  readonly selected: string;
  readonly halo: string;
}

export interface View {
  readonly camera: Camera;
  readonly size: Size;
  readonly palette: Palette;
}

export function draw(pen: CanvasRenderingContext2D, scene: Scene, view: View): void {
  const { width, height } = view.size;
  pen.fillStyle = view.palette.sea;
  pen.fillRect(0, 0, width, height);
  pen.lineJoin = 'round';
  const isLoud = ({ mark }: Shape): boolean => mark !== 'plain';
  const { shapes } = scene;
  for (const shape of shapes) if (!isLoud(shape)) drawShape(pen, shape, { ...view, scene });
  for (const shape of shapes) if (isLoud(shape)) drawShape(pen, shape, { ...view, scene });
  if (scene.selected !== null) drawSelected(pen, scene.selected.geometry, view);
}

function drawShape(pen: CanvasRenderingContext2D, shape: Shape, view: View & { readonly scene: Scene }): void {
  const { palette, scene } = view;
  const isActive = shape.layerId === scene.activeLayerId;
  const loud = shape.mark === 'plain' ? null : palette[shape.mark];
  for (const part of partsOf(shape.geometry)) {
    if (part.length === 1) {
      const spot = spotOf(part[0], view);
      if (loud === null)
        dot(pen, spot, { radius: isActive ? 3.5 : 2.5, fill: isActive ? palette.point : palette.quiet });
      else diamond(pen, spot, { radius: 6, fill: loud, line: palette.halo });
      continue;
    }
    trace(pen, part, view);
    if (isArea(shape.geometry)) {
      pen.fillStyle = palette.land;
      pen.fill();
    }
    pen.strokeStyle = loud ?? (isActive ? palette.point : palette.shore);
    pen.lineWidth = loud === null ? 0.75 : 2;
    pen.setLineDash(loud === null ? [] : [5, 3]);
    pen.stroke();
    pen.setLineDash([]);
  }
}

function drawSelected(pen: CanvasRenderingContext2D, geometry: Geometry | null, view: View): void {
  const { palette } = view;
  for (const part of partsOf(geometry)) {
    if (part.length > 1) {
      trace(pen, part, view);
      pen.strokeStyle = palette.halo;
      pen.lineWidth = 5;
      pen.stroke();
      pen.strokeStyle = palette.selected;
      pen.lineWidth = 2.5;
      pen.stroke();
      continue;
    }
    const spot = spotOf(part[0], view);
    dot(pen, spot, { radius: 5, fill: palette.selected });
    ring(pen, spot, { radius: 10, line: palette.halo, width: 5 });
    ring(pen, spot, { radius: 10, line: palette.selected, width: 2.5 });
  }
}

/** The nearest shape of the active layer at a pixel: a point within reach, else the smallest area around it. */
export function shapeAtPixel(scene: Scene, view: Omit<View, 'palette'>, pixel: Spot): Shape | null {
  const reach = 14;
  let best: { readonly shape: Shape; readonly rank: number } | null = null;
  for (const shape of scene.shapes.filter(({ layerId }) => layerId === scene.activeLayerId)) {
    const rank = isArea(shape.geometry)
      ? areaRank(shape.geometry, view, pixel)
      : pointRank(shape.geometry, view, pixel);
    if (rank !== null && (isArea(shape.geometry) || rank <= reach) && (best === null || rank < best.rank))
      best = { shape, rank };
  }
  return best?.shape ?? null;
}

function pointRank(geometry: Shape['geometry'], view: Omit<View, 'palette'>, pixel: Spot): number | null {
  const distances = partsOf(geometry)
    .flat()
    .map((position) => {
      const { x, y } = spotOf(position, view);
      return Math.hypot(x - pixel.x, y - pixel.y);
    });
  return distances.length === 0 ? null : Math.min(...distances);
}

function areaRank(geometry: Shape['geometry'], view: Omit<View, 'palette'>, pixel: Spot): number | null {
  const crossings = partsOf(geometry).filter((ring) =>
    isAround(
      unwrapped(ring).map((position) => spotOf(position, view)),
      pixel,
    ),
  ).length;
  const box = boxOf([geometry]);
  return crossings % 2 === 1 && box !== null ? (box.xmax - box.xmin) * (box.ymax - box.ymin) : null;
}

/** Even-odd: how often a ray to the right crosses the ring. */
function isAround(ring: readonly Spot[], { x, y }: Spot): boolean {
  let inside = false;
  ring.forEach((a, i) => {
    const b = ring[(i + ring.length - 1) % ring.length] ?? a;
    if (a.y > y !== b.y > y && x < ((b.x - a.x) * (y - a.y)) / (b.y - a.y) + a.x) inside = !inside;
  });
  return inside;
}

function isArea(geometry: Shape['geometry']): boolean {
  return geometry !== null && geometry !== undefined && 'rings' in geometry;
}

function spotOf(position: readonly number[] | undefined, { camera, size }: Omit<View, 'palette'>): Spot {
  return toScreen(camera, size, { x: position?.[0] ?? 0, y: position?.[1] ?? 0 });
}

function trace(pen: CanvasRenderingContext2D, part: readonly (readonly number[])[], view: View): void {
  pen.beginPath();
  unwrapped(part).forEach((position, i) => {
    const { x, y } = spotOf(position, view);
    if (i === 0) pen.moveTo(x, y);
    else pen.lineTo(x, y);
  });
}

function dot(pen: CanvasRenderingContext2D, { x, y }: Spot, { radius, fill }: { radius: number; fill: string }): void {
  pen.beginPath();
  pen.arc(x, y, radius, 0, 2 * Math.PI);
  pen.fillStyle = fill;
  pen.fill();
}

function ring(
  pen: CanvasRenderingContext2D,
  { x, y }: Spot,
  look: { radius: number; line: string; width: number },
): void {
  pen.beginPath();
  pen.arc(x, y, look.radius, 0, 2 * Math.PI);
  pen.strokeStyle = look.line;
  pen.lineWidth = look.width;
  pen.stroke();
}

function diamond(
  pen: CanvasRenderingContext2D,
  { x, y }: Spot,
  look: { radius: number; fill: string; line: string },
): void {
  const { radius } = look;
  pen.beginPath();
  pen.moveTo(x, y - radius);
  pen.lineTo(x + radius, y);
  pen.lineTo(x, y + radius);
  pen.lineTo(x - radius, y);
  pen.closePath();
  pen.fillStyle = look.fill;
  pen.fill();
  pen.strokeStyle = look.line;
  pen.lineWidth = 1.5;
  pen.stroke();
}
