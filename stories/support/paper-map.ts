/** A map of paper: a grid with the parts of a MapView that the elements use. The SDK is the page's own, and none is needed to see what they do with it. */
import { html, type TemplateResult } from 'lit';
import type { GdbSyncButton } from '../../src/elements/sync-button/gdb-sync-button.js';

interface Rectangle {
  readonly geometry: { readonly xmin: number; readonly ymin: number; readonly xmax: number; readonly ymax: number };
}

/** What it shows, in degrees. */
const SHOWN = { xmin: 5.9, ymin: 45.8, xmax: 10.5, ymax: 47.8 };
const SPACE = { width: 320, height: 160 };

export interface PaperMap {
  readonly view: NonNullable<GdbSyncButton['view']>;
  readonly template: TemplateResult;
}

export function paperMap(): PaperMap {
  const paper = document.createElement('div');
  paper.style.cssText = `position: relative; inline-size: ${String(SPACE.width)}px; max-inline-size: 100%; block-size: ${String(SPACE.height)}px;
    margin-block-end: 1rem; direction: ltr; overflow: hidden; border: 1px solid #85898c;
    background: repeating-linear-gradient(#8886 0 1px, transparent 1px 40px), repeating-linear-gradient(90deg, #8886 0 1px, transparent 1px 40px)`;
  const drawn = new Map<object, HTMLElement>();
  const share = (at: number, from: number, to: number): string => `${String((100 * (at - from)) / (to - from))}%`;
  const view: PaperMap['view'] = {
    spatialReference: { wkid: 4326 },
    extent: { ...SHOWN, clone: () => SHOWN },
    graphics: {
      add: (graphic) => {
        const { xmin, ymin, xmax, ymax } = (graphic as Rectangle).geometry;
        const box = document.createElement('div');
        box.style.cssText =
          'position: absolute; border: 2px dashed #007ac2; background: #007ac21f; box-sizing: border-box';
        box.style.left = share(xmin, SHOWN.xmin, SHOWN.xmax);
        box.style.right = share(SHOWN.xmax - xmax, 0, SHOWN.xmax - SHOWN.xmin);
        box.style.bottom = share(ymin, SHOWN.ymin, SHOWN.ymax);
        box.style.top = share(SHOWN.ymax - ymax, 0, SHOWN.ymax - SHOWN.ymin);
        drawn.set(graphic, box);
        paper.append(box);
      },
      remove: (graphic: object) => {
        drawn.get(graphic)?.remove();
        drawn.delete(graphic);
      },
      toArray: () => [...drawn.keys()],
    },
    toMap: ({ x, y }) => ({
      x: SHOWN.xmin + (x / SPACE.width) * (SHOWN.xmax - SHOWN.xmin),
      y: SHOWN.ymax - (y / SPACE.height) * (SHOWN.ymax - SHOWN.ymin),
    }),
  };
  return { view, template: html`${paper}` };
}
