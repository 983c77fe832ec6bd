/** An area on a map: a rectangle that is shown there, and can be drawn there. Bounds to type are degrees where the map's spatial reference allows it. */
import type { Envelope, SpatialReference } from '../../shared/esri.js';
import { findProjection, plainReference, projectEnvelope } from '../local-feature-service/spatial-references.js';
import { drawn } from './show-feature.js';
import type { DragEvent, Handle, InteractiveView, ScreenPoint } from './view.js';

const DEGREES: SpatialReference = { wkid: 4326 };
const SYMBOL = {
  type: 'simple-fill',
  color: [0, 122, 194, 0.12],
  outline: { color: [0, 122, 194, 1], width: 2, style: 'dash' },
};

/** West, south, east, north. */
export type Bounds = readonly [number, number, number, number];

export class MapArea {
  readonly #view: InteractiveView;
  #rectangle: Handle | null = null;
  #drawing: Handle | null = null;

  constructor(view: InteractiveView) {
    this.#view = view;
  }

  /** What the map shows now, in its spatial reference. */
  visible(): Envelope | null {
    const { extent } = this.#view;
    const { xmin, ymin, xmax, ymax } = extent ?? {};
    if (xmin === undefined || ymin === undefined || xmax === undefined || ymax === undefined) return null;
    return this.#envelope([xmin, ymin, xmax, ymax]);
  }

  /** Shows the rectangle; null takes it away. */
  show(area: Envelope | null): void {
    this.#rectangle?.remove();
    this.#rectangle = area && drawn(this.#view, { geometry: { type: 'extent', ...area }, symbol: SYMBOL });
  }

  /** From now on a drag on the map draws the rectangle in place of moving the map, once; `onEnd` says that it is over. */
  draw(onChange: (area: Envelope) => void, onEnd: () => void): void {
    this.stopDrawing();
    let start: ScreenPoint | null = null;
    // A drag begins some pixels later, where nobody meant to begin.
    const down = this.#view.on?.('pointer-down', ({ x, y }: ScreenPoint) => {
      start = { x, y };
    });
    const drag = this.#view.on?.('drag', (event: DragEvent) => {
      event.stopPropagation();
      const area = start && this.#between(start, event);
      if (area) onChange(area);
      if (event.action !== 'end') return;
      this.stopDrawing();
      onEnd();
    });
    this.#drawing = {
      remove: () => {
        down?.remove();
        drag?.remove();
      },
    };
  }

  get isDrawing(): boolean {
    return this.#drawing !== null;
  }

  stopDrawing(): void {
    this.#drawing?.remove();
    this.#drawing = null;
  }

  /** `degrees`, or the map's own units where its spatial reference is none that can be converted here. */
  get units(): 'degrees' | 'map' {
    return this.#projection(DEGREES) === undefined ? 'map' : 'degrees';
  }

  /** The bounds of an area, to read and to type. */
  toBounds(area: Envelope): Bounds {
    const projection = this.#projection(DEGREES);
    const { xmin, ymin, xmax, ymax } = projection ? projectEnvelope(area, projection) : area;
    return [xmin, ymin, xmax, ymax];
  }

  /** The area of typed bounds, in the map's spatial reference. */
  fromBounds([xmin, ymin, xmax, ymax]: Bounds): Envelope {
    const spatialReference = this.#reference;
    const area: Envelope = { xmin, ymin, xmax, ymax };
    const projection = spatialReference ? this.#projection(spatialReference, DEGREES) : undefined;
    const here = projection ? projectEnvelope(area, projection) : area;
    return this.#envelope([here.xmin, here.ymin, here.xmax, here.ymax]);
  }

  destroy(): void {
    this.stopDrawing();
    this.show(null);
  }

  #between(from: ScreenPoint, to: ScreenPoint): Envelope | null {
    const [a, b] = [this.#view.toMap?.({ x: from.x, y: from.y }), this.#view.toMap?.({ x: to.x, y: to.y })];
    if (!a || !b || a.x === b.x || a.y === b.y) return null;
    return this.#envelope([Math.min(a.x, b.x), Math.min(a.y, b.y), Math.max(a.x, b.x), Math.max(a.y, b.y)]);
  }

  #envelope([xmin, ymin, xmax, ymax]: Bounds): Envelope {
    return { xmin, ymin, xmax, ymax, spatialReference: this.#reference ?? {} };
  }

  get #reference(): SpatialReference | null {
    return plainReference(this.#view.spatialReference);
  }

  /** Null where none is needed, undefined where there is none. */
  #projection(to: SpatialReference, from = this.#reference): ReturnType<typeof findProjection> | undefined {
    try {
      return from ? findProjection(from, to) : undefined;
    } catch {
      return undefined;
    }
  }
}
