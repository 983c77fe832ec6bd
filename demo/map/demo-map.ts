import { render } from 'lit';
import { icon, type IconName } from '../icons.js';
import { boxOf, type Box, type Spot } from '../places.js';
import type { Geometry } from '../library.js';
import { fit, pan, toMap, zoom, type Camera, type Size } from './camera.js';
import { draw, shapeAtPixel, type Palette, type Scene } from './drawing.js';

const STEP = 60;
const ZOOM = 1.6;
const CLICK_REACH = 5;
const COLOURS = ['sea', 'land', 'shore', 'point', 'quiet', 'pending', 'refused', 'selected', 'halo'] as const;

/** What a press on the map means: a feature, or only a place. */
export class MapPressEvent extends Event {
  readonly spot: Spot;
  readonly found: { readonly layerId: number; readonly globalId: string } | null;
  constructor(spot: Spot, found: MapPressEvent['found']) {
    super('demo-map-press');
    this.spot = spot;
    this.found = found;
  }
}

/**
 * A canvas with shapes on it: drag or arrow keys to move, + and - to zoom, 0 for everything. Not a map product: just enough to see where
 * things are. Colours are custom properties `--map-*`, so that light and dark are the style sheet's business.
 */
export class DemoMap extends HTMLElement {
  #scene: Scene = { shapes: [], activeLayerId: 0, selected: null };
  #camera: Camera | null = null;
  #size: Size = { width: 0, height: 0 };
  #canvas: HTMLCanvasElement | null = null;
  #drag: { readonly from: Spot; last: Spot; moved: boolean } | null = null;
  #isDue = false;
  /** Until someone moved it, another size of the map shows everything again. */
  #showsAll = true;

  connectedCallback(): void {
    if (this.#canvas === null) this.#build();
    const dark = matchMedia('(prefers-color-scheme: dark)');
    dark.addEventListener('change', () => {
      this.redraw();
    });
  }

  set scene(scene: Scene) {
    this.#scene = scene;
    this.redraw();
  }

  /** The spot in the middle of what is shown, and a size that is well visible there. */
  get middle(): { readonly spot: Spot; readonly size: number } {
    const camera = this.#camera ?? { x: 0, y: 0, scale: 1 };
    return { spot: { x: camera.x, y: camera.y }, size: 24 / camera.scale };
  }

  /** Goes to a geometry, near enough to see what is around it. */
  goTo(geometry: Geometry | null | undefined): void {
    const box = boxOf([geometry]);
    const all = this.#everything;
    if (box === null || all === null || this.#size.width === 0) return;
    const near = Math.max(all.xmax - all.xmin, all.ymax - all.ymin) / 40;
    const grown = { xmin: box.xmin - near, ymin: box.ymin - near, xmax: box.xmax + near, ymax: box.ymax + near };
    this.#look(fit(grown, this.#size));
  }

  /** Draws at the next chance; colours are read anew. */
  redraw(): void {
    if (this.#isDue) return;
    this.#isDue = true;
    requestAnimationFrame(() => {
      this.#isDue = false;
      this.#draw();
    });
  }

  #build(): void {
    const canvas = document.createElement('canvas');
    canvas.tabIndex = 0;
    canvas.setAttribute('role', 'application');
    canvas.setAttribute('aria-roledescription', 'map');
    canvas.setAttribute('aria-label', this.getAttribute('label') ?? 'Map');
    canvas.addEventListener('keydown', this.#onKey);
    canvas.addEventListener('pointerdown', this.#onDown);
    canvas.addEventListener('pointermove', this.#onMove);
    canvas.addEventListener('pointerup', this.#onUp);
    canvas.addEventListener('pointercancel', () => (this.#drag = null));
    canvas.addEventListener('wheel', this.#onWheel, { passive: false });
    const buttons = document.createElement('div');
    buttons.className = 'map-buttons';
    buttons.append(
      this.#button('plus', 'Zoom in', () => this.#zoomBy(ZOOM)),
      this.#button('minus', 'Zoom out', () => this.#zoomBy(1 / ZOOM)),
      this.#button('all', 'Show everything', () => this.#showAll()),
    );
    this.#canvas = canvas;
    this.append(canvas, buttons);
    new ResizeObserver(() => {
      this.#resize();
    }).observe(this);
  }

  #button(name: IconName, label: string, press: () => void): HTMLButtonElement {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'button square';
    render(icon(name), button);
    button.title = label;
    button.setAttribute('aria-label', label);
    button.addEventListener('click', press);
    return button;
  }

  #resize(): void {
    const canvas = this.#canvas;
    const { clientWidth: width, clientHeight: height } = this;
    if (canvas === null || width === 0 || height === 0) return;
    this.#size = { width, height };
    if (this.#showsAll) this.#camera = null;
    canvas.width = Math.round(width * devicePixelRatio);
    canvas.height = Math.round(height * devicePixelRatio);
    this.#draw();
  }

  get #everything(): Box | null {
    return boxOf(this.#scene.shapes.map(({ geometry }) => geometry));
  }

  #showAll(): void {
    const box = this.#everything;
    if (box === null || this.#size.width === 0) return;
    this.#look(fit(box, this.#size));
    this.#showsAll = true;
  }

  #look(camera: Camera): void {
    this.#camera = camera;
    this.#showsAll = false;
    this.redraw();
  }

  #draw(): void {
    const pen = this.#canvas?.getContext('2d');
    if (!pen || this.#size.width === 0) return;
    const box = this.#everything;
    if (this.#camera === null && box !== null) this.#camera = fit(box, this.#size);
    pen.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
    draw(pen, this.#scene, {
      camera: this.#camera ?? { x: 0, y: 0, scale: 1 },
      size: this.#size,
      palette: this.#palette,
    });
  }

  get #palette(): Palette {
    const style = getComputedStyle(this);
    const entries = COLOURS.map((name) => [name, style.getPropertyValue(`--map-${name}`)] as const);
    return Object.fromEntries(entries) as unknown as Palette;
  }

  #zoomBy(factor: number, pixel: Spot = { x: this.#size.width / 2, y: this.#size.height / 2 }): void {
    if (this.#camera !== null) this.#look(zoom(this.#camera, factor, { size: this.#size, pixel }));
  }

  #panBy(dx: number, dy: number): void {
    if (this.#camera !== null) this.#look(pan(this.#camera, dx, dy));
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    const actions: Record<string, () => void> = {
      ArrowLeft: () => this.#panBy(-STEP, 0),
      ArrowRight: () => this.#panBy(STEP, 0),
      ArrowUp: () => this.#panBy(0, -STEP),
      ArrowDown: () => this.#panBy(0, STEP),
      '+': () => this.#zoomBy(ZOOM),
      '=': () => this.#zoomBy(ZOOM),
      '-': () => this.#zoomBy(1 / ZOOM),
      '0': () => this.#showAll(),
      Enter: () => this.#press({ x: this.#size.width / 2, y: this.#size.height / 2 }),
    };
    const action = actions[event.key];
    if (action === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    action();
  };

  readonly #onDown = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    const from = this.#pixel(event);
    this.#drag = { from, last: from, moved: false };
    this.#canvas?.setPointerCapture(event.pointerId);
  };

  readonly #onMove = (event: PointerEvent): void => {
    const drag = this.#drag;
    if (drag === null) return;
    const at = this.#pixel(event);
    drag.moved ||= Math.hypot(at.x - drag.from.x, at.y - drag.from.y) > CLICK_REACH;
    if (drag.moved) this.#panBy(drag.last.x - at.x, drag.last.y - at.y);
    drag.last = at;
  };

  readonly #onUp = (event: PointerEvent): void => {
    const drag = this.#drag;
    this.#drag = null;
    if (drag !== null && !drag.moved) this.#press(this.#pixel(event));
  };

  /** Only with Ctrl (or a pinch, which says the same): the page must scroll over a map. */
  readonly #onWheel = (event: WheelEvent): void => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    this.#zoomBy(event.deltaY < 0 ? 1.2 : 1 / 1.2, this.#pixel(event));
  };

  #press(pixel: Spot): void {
    if (this.#camera === null) return;
    const view = { camera: this.#camera, size: this.#size };
    this.dispatchEvent(
      new MapPressEvent(toMap(this.#camera, this.#size, pixel), shapeAtPixel(this.#scene, view, pixel)),
    );
  }

  #pixel({ clientX, clientY }: MouseEvent): Spot {
    const box = this.getBoundingClientRect();
    return { x: clientX - box.left, y: clientY - box.top };
  }
}

customElements.define('demo-map', DemoMap);

declare global {
  interface HTMLElementTagNameMap {
    'demo-map': DemoMap;
  }
}
