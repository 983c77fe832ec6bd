/** Shapes on a plain canvas, drawn as they come: none is kept. */
import type { MobileLayer } from '../../src/geodatabase/index.js';
import type { Envelope, Geometry, Position } from '../../src/shared/esri.js';

const margin = 16;
const pointRadius = 3;

export class CanvasMap {
  readonly #context: CanvasRenderingContext2D;
  readonly #toCanvas: (position: Position) => readonly [number, number];

  /** @param extent what shall fit */
  constructor(canvas: HTMLCanvasElement, extent: Envelope) {
    const context = canvas.getContext('2d');
    if (!context) throw new Error('This browser draws no canvas.');
    this.#context = context;
    const { width, height } = canvas;
    const { xmin, ymin, xmax, ymax } = extent;
    const scale = Math.min(
      (width - 2 * margin) / Math.max(xmax - xmin, Number.MIN_VALUE),
      (height - 2 * margin) / Math.max(ymax - ymin, Number.MIN_VALUE),
    );
    const fit = Number.isFinite(scale) ? scale : 1;
    this.#toCanvas = ([x = 0, y = 0]) => [
      width / 2 + (x - (xmin + xmax) / 2) * fit,
      height / 2 - (y - (ymin + ymax) / 2) * fit,
    ];
    const { color } = getComputedStyle(canvas);
    context.clearRect(0, 0, width, height);
    context.strokeStyle = color;
    context.fillStyle = color;
  }

  draw(geometry: Geometry): void {
    if ('x' in geometry) this.#dot([Number(geometry.x), Number(geometry.y)]);
    else if ('points' in geometry) for (const point of geometry.points) this.#dot(point);
    else if ('paths' in geometry) this.#lines(geometry.paths ?? [], false);
    else if ('rings' in geometry) this.#lines(geometry.rings ?? [], true);
  }

  #dot(position: Position): void {
    const [x, y] = this.#toCanvas(position);
    this.#context.beginPath();
    this.#context.arc(x, y, pointRadius, 0, 2 * Math.PI);
    this.#context.fill();
  }

  #lines(parts: readonly (readonly Position[])[], isFilled: boolean): void {
    const context = this.#context;
    context.beginPath();
    for (const part of parts)
      for (const [i, position] of part.entries()) {
        const [x, y] = this.#toCanvas(position);
        if (i === 0) context.moveTo(x, y);
        else context.lineTo(x, y);
      }
    context.stroke();
    if (!isFilled) return;
    context.globalAlpha = 0.15;
    context.fill('evenodd');
    context.globalAlpha = 1;
  }
}

/** Where a layer lies, as its file tells; the whole earth where it does not. */
export function extentOf({ extent, spatialReference }: MobileLayer): Envelope {
  if (extent) return extent;
  const isDegrees = spatialReference?.wkid === 4326;
  const [x, y] = isDegrees ? [180, 90] : [20_037_508, 20_037_508];
  return { xmin: -x, ymin: -y, xmax: x, ymax: y };
}
