/** A picture on a canvas that can be looked at closely: by wheel, fingers, keys, or a tap. */
import { moved, placeIn, WHOLE, zoomed, type Spot, type View } from './zoom.js';

const STEP = 1.5;
const MOVE = 48;
/** A finger that moved less than this tapped. */
const TAP = 6;

export class ZoomCanvas {
  readonly #onChange: () => void;
  #canvas: HTMLCanvasElement | undefined;
  #picture: ImageBitmap | undefined;
  #view: View = WHOLE;
  readonly #fingers = new Map<number, Spot>();
  #way = 0;
  #resize: ResizeObserver | undefined;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  /** 1: the whole picture. */
  get scale(): number {
    return this.#view.scale;
  }

  /** Shows another picture, or none; the one before is let go. */
  show(picture: ImageBitmap | undefined): void {
    this.#picture?.close();
    this.#picture = picture;
    this.#set(WHOLE);
  }

  /** The canvas that is there now. */
  attach(canvas: HTMLCanvasElement | null): void {
    if (canvas === (this.#canvas ?? null)) return;
    this.#resize?.disconnect();
    this.#canvas = canvas ?? undefined;
    if (canvas === null) return;
    this.#resize = new ResizeObserver(() => {
      this.#draw();
    });
    this.#resize.observe(canvas);
    for (const type of ['pointerdown', 'pointermove', 'pointerup', 'pointercancel', 'wheel'] as const)
      canvas.addEventListener(type, this.#onPointer, { passive: false });
  }

  /** Closer by a step, or further away. */
  step(isCloser: boolean): void {
    this.#zoom(isCloser ? STEP : 1 / STEP, this.#middle);
  }

  whole(): void {
    this.#set(WHOLE);
  }

  /** True when the key meant something here. */
  onKey(key: string): boolean {
    const moves: Readonly<Record<string, Spot>> = {
      ArrowLeft: { x: MOVE, y: 0 },
      ArrowRight: { x: -MOVE, y: 0 },
      ArrowUp: { x: 0, y: MOVE },
      ArrowDown: { x: 0, y: -MOVE },
    };
    const move = moves[key];
    if (key === '+' || key === '=') this.step(true);
    else if (key === '-') this.step(false);
    else if (key === '0') this.whole();
    else if (move !== undefined && this.#view.scale > 1) this.#move(move);
    else return false;
    return true;
  }

  readonly #onPointer = (event: PointerEvent | WheelEvent): void => {
    if (event instanceof WheelEvent) {
      event.preventDefault();
      this.#zoom(event.deltaY < 0 ? 1.2 : 1 / 1.2, this.#spotOf(event));
      return;
    }
    const spot = this.#spotOf(event);
    const before = this.#fingers.get(event.pointerId);
    switch (event.type) {
      case 'pointerdown':
        if (this.#fingers.size === 0) this.#way = 0;
        this.#fingers.set(event.pointerId, spot);
        this.#canvas?.setPointerCapture(event.pointerId);
        return;
      case 'pointermove':
        if (before !== undefined) this.#drag(event.pointerId, before, spot);
        return;
      default:
        this.#fingers.delete(event.pointerId);
        if (event.type === 'pointerup' && this.#fingers.size === 0 && this.#way < TAP) this.#tap(spot);
    }
  };

  /** One finger moves the picture, two pull it apart. */
  #drag(finger: number, before: Spot, spot: Spot): void {
    this.#way += distance(before, spot);
    const other = [...this.#fingers].find(([id]) => id !== finger)?.[1];
    this.#fingers.set(finger, spot);
    if (other === undefined) this.#move({ x: spot.x - before.x, y: spot.y - before.y });
    else
      this.#zoom(distance(other, spot) / Math.max(1, distance(other, before)), {
        x: (other.x + spot.x) / 2,
        y: (other.y + spot.y) / 2,
      });
  }

  /** Whoever cannot drag taps: first closer, then what was tapped comes to the middle. */
  #tap(spot: Spot): void {
    if (this.#view.scale === 1) this.#zoom(3, spot);
    else this.#move({ x: this.#middle.x - spot.x, y: this.#middle.y - spot.y });
  }

  #zoom(factor: number, at: Spot): void {
    const known = this.#known;
    if (known !== undefined) this.#set(zoomed(this.#view, factor, { ...known, at }));
  }

  #move(by: Spot): void {
    const known = this.#known;
    if (known !== undefined) this.#set(moved(this.#view, by, known));
  }

  get #known(): { readonly picture: ImageBitmap; readonly frame: HTMLCanvasElement } | undefined {
    return this.#picture === undefined || this.#canvas === undefined
      ? undefined
      : { picture: this.#picture, frame: this.#canvas };
  }

  get #middle(): Spot {
    const { width = 0, height = 0 } = this.#canvas ?? {};
    return { x: width / 2, y: height / 2 };
  }

  /** In pixels of the canvas. */
  #spotOf(event: MouseEvent): Spot {
    const box = this.#canvas?.getBoundingClientRect();
    const ratio = globalThis.devicePixelRatio || 1;
    return { x: (event.clientX - (box?.left ?? 0)) * ratio, y: (event.clientY - (box?.top ?? 0)) * ratio };
  }

  #set(view: View): void {
    this.#view = view;
    this.#draw();
    this.#onChange();
  }

  #draw(): void {
    const canvas = this.#canvas;
    if (canvas === undefined) return;
    const ratio = globalThis.devicePixelRatio || 1;
    const width = Math.round(canvas.clientWidth * ratio);
    const height = Math.round(canvas.clientHeight * ratio);
    if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
    const context = canvas.getContext('2d');
    context?.clearRect(0, 0, width, height);
    if (this.#picture === undefined || context === null) return;
    const place = placeIn(this.#view, this.#picture, canvas);
    context.imageSmoothingQuality = 'high';
    context.drawImage(this.#picture, place.x, place.y, place.width, place.height);
  }
}

function distance(a: Spot, b: Spot): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}
