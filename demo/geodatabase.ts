/**
 * Looks into any mobile geodatabase: layers, rows, shapes on a canvas, attachments. The file stays in the browser. Tests find `file`, `layer`,
 * `read` (`data-value`), `row`, `attachment` and `problem` by `data-testid`.
 */
import { render } from 'lit';
import {
  openMobileGeodatabase,
  type MobileAttachment,
  type MobileFeature,
  type MobileLayer,
} from '../src/geodatabase/index.js';
import { CanvasMap, extentOf } from './geodatabase/canvas-map.js';
import { page, type Shown } from './geodatabase/views.js';

const root = document.querySelector<HTMLElement>('#app') ?? document.body;
const mostRows = 100;
const mostAttachments = 24;
/** Rows between two looks at the page. */
const pace = 500;

let shown: Shown | null = null;
let problem: string | null = null;
let reading = new AbortController();

function redraw(): void {
  render(page(shown, problem, { open: (file) => void open(file), select: (layer) => void select(layer) }), root);
}

async function open(file: File | undefined): Promise<void> {
  if (!file) return;
  reading.abort();
  [shown, problem] = [null, null];
  redraw();
  await reporting(async () => {
    const geodatabase = await openMobileGeodatabase(file);
    shown = { name: file.name, file: geodatabase, layer: undefined, rows: [], attachments: [], read: 0, unreadable: 0 };
    const [first] = geodatabase.layers;
    if (first) await select(first);
  });
  redraw();
}

async function select(layer: MobileLayer): Promise<void> {
  if (!shown) return;
  reading.abort();
  reading = new AbortController();
  const { signal } = reading;
  shown = { ...shown, layer, rows: [], attachments: [], read: 0, unreadable: 0 };
  redraw();
  await reporting(() => read(layer, signal));
  redraw();
}

async function read(layer: MobileLayer, signal: AbortSignal): Promise<void> {
  const file = shown?.file;
  const canvas = root.querySelector<HTMLCanvasElement>('canvas.map');
  if (!file || !canvas) return;
  const map = new CanvasMap(canvas, extentOf(layer));
  const rows: MobileFeature[] = [];
  let [count, unreadable] = [0, 0];
  for await (const feature of file.features(layer.layerId, { signal })) {
    count++;
    if (rows.length < mostRows) rows.push(feature);
    if (feature.geometry) map.draw(feature.geometry);
    if (feature.geometryError) unreadable++;
    if (count % pace !== 0) continue;
    update({ rows, read: count, unreadable }, signal);
    await new Promise((resolve) => setTimeout(resolve));
  }
  update({ rows, read: count, unreadable }, signal);
  const attachments: MobileAttachment[] = [];
  for await (const attachment of file.attachments(layer.layerId, { signal })) {
    attachments.push(attachment);
    if (attachments.length === mostAttachments) break;
  }
  update({ attachments }, signal);
}

function update(change: Partial<Shown>, signal: AbortSignal): void {
  if (signal.aborted || !shown) return;
  shown = { ...shown, ...change };
  redraw();
}

async function reporting(action: () => Promise<void>): Promise<void> {
  try {
    await action();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'aborted') return;
    problem = error instanceof Error ? error.message : String(error);
  }
}

redraw();
