/** Photos in the picker, for `npm run bench:lists`. */
import '../../src/elements/attachment-picker/gdb-attachment-picker.js';
import { FEATURE, manyPhotos } from '../support/attachment-scenes.js';
import type { ScriptedController } from '../support/scripted-controller.js';
import { BareList } from './bare-list.js';
import { frame, measure, type Measured } from './measured-list.js';

async function photos(count: number): Promise<Measured> {
  const controller = await manyPhotos(count);
  const element = document.createElement('gdb-attachment-picker');
  Object.assign(element, { controller, layerId: 0, globalId: FEATURE });
  return measure(element, () => element.shadowRoot?.querySelector('.row') != null);
}

/** Their names and sizes in a bare list, which asks for them as the picker does: once it is on the page. */
class BarePhotos extends BareList {
  controller: ScriptedController | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.controller?.queryAttachments().then((records) => {
      this.items = records.map(({ name, size }) => ({ name, text: String(size) }));
      this.requestUpdate();
    });
  }
}
customElements.define('bare-photos', BarePhotos);

async function bare(count: number): Promise<Measured> {
  const element = Object.assign(new BarePhotos(), { controller: await manyPhotos(count) });
  return measure(element, () => element.shadowRoot?.querySelector('b') != null);
}

/** From one end to the other and back, half a view at a time, so that each row is drawn and left. Resolves with what canvases hold then, in bytes. */
async function upAndDown(): Promise<number> {
  const height = document.documentElement.scrollHeight;
  const steps = Math.ceil((4 * height) / innerHeight);
  for (let step = 0; step <= steps; step += 1) {
    scrollTo(0, height * (1 - Math.abs(1 - (2 * step) / steps)));
    await frame();
  }
  // Long enough for the pictures in view to be drawn.
  await new Promise((resolve) => setTimeout(resolve, 200));
  const root = document.querySelector('gdb-attachment-picker')?.shadowRoot;
  return [...(root?.querySelectorAll('canvas') ?? [])].reduce(
    (sum, { width, height: rows }) => sum + 4 * width * rows,
    0,
  );
}

Object.assign(globalThis, { lists: { photos, bare }, upAndDown });
