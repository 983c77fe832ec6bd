/** Where a picture lies in its frame, and how large. No DOM. */

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Spot {
  readonly x: number;
  readonly y: number;
}

/** `scale` 1: the whole picture fits. `x`, `y`: where its middle is, as a share of the picture. */
export interface View {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

export const WHOLE: View = { scale: 1, x: 0.5, y: 0.5 };
const CLOSEST = 16;

/** Factor from pixels of the picture to pixels of the frame at scale 1. Small pictures are not blown up. */
export function fitOf(picture: Size, frame: Size): number {
  return Math.min(
    frame.width / picture.width,
    frame.height / picture.height,
    Math.max(1, globalThis.devicePixelRatio || 1),
  );
}

/** Closer or further away; what is under `at` (pixels of the frame) stays there. */
export function zoomed(
  view: View,
  factor: number,
  where: { readonly picture: Size; readonly frame: Size; readonly at: Spot },
): View {
  const { picture, frame, at } = where;
  const scale = Math.min(Math.max(view.scale * factor, 1), CLOSEST);
  const before = fitOf(picture, frame) * view.scale;
  const after = fitOf(picture, frame) * scale;
  const shift = (length: number, pixel: number, middle: number): number =>
    ((pixel - middle) / before - (pixel - middle) / after) / length;
  return inside(
    {
      scale,
      x: view.x + shift(picture.width, at.x, frame.width / 2),
      y: view.y + shift(picture.height, at.y, frame.height / 2),
    },
    picture,
    frame,
  );
}

/** Moved by so many pixels of the frame, as a finger moves it. */
export function moved(
  view: View,
  by: Spot,
  { picture, frame }: { readonly picture: Size; readonly frame: Size },
): View {
  const factor = fitOf(picture, frame) * view.scale;
  return inside(
    { ...view, x: view.x - by.x / factor / picture.width, y: view.y - by.y / factor / picture.height },
    picture,
    frame,
  );
}

/** The place of the picture in the frame, to draw it. */
export function placeIn({ scale, x, y }: View, picture: Size, frame: Size): Spot & Size {
  const factor = fitOf(picture, frame) * scale;
  const width = picture.width * factor;
  const height = picture.height * factor;
  return { x: frame.width / 2 - x * width, y: frame.height / 2 - y * height, width, height };
}

/** No edge of the picture comes into the frame while there is more picture behind it. */
function inside(view: View, picture: Size, frame: Size): View {
  const factor = fitOf(picture, frame) * view.scale;
  const bound = (share: number, length: number, room: number): number => {
    const half = room / (length * factor) / 2;
    return half >= 0.5 ? 0.5 : Math.min(Math.max(share, half), 1 - half);
  };
  return {
    scale: view.scale,
    x: bound(view.x, picture.width, frame.width),
    y: bound(view.y, picture.height, frame.height),
  };
}
