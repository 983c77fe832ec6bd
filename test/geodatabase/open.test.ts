/** Mobile geodatabases in real pages and workers, under a policy that allows neither wasm nor eval. */
import sqlite3InitModule from '@sqlite.org/sqlite-wasm';
import { expect } from '@open-wc/testing';
import { idOf, writeGeodatabase, type Made } from '../support/geodatabase/write-geodatabase.js';
import { readFile, type Found } from './read-file.js';

const photo = new Uint8Array(1_500_000).fill(7);
const made: Made = {
  features: Array.from({ length: 2000 }, (_, i) => ({
    globalId: idOf(i),
    name: `Tree ${String(i)}`,
    seen: 2460000.5 + i,
    geometry: { x: i, y: 2 * i },
    ...(i % 4 === 0 ? { until: 2461000 } : {}),
  })),
  attachments: [1, 2].map((n) => ({ parent: idOf(n), name: `${String(n)}.jpg`, data: photo })),
};
const expected: Found = {
  layers: ['Old trees: 1500', 'Visits: 2'],
  features: 1502,
  attachmentBytes: 3_000_000,
  error: null,
};

async function makeFile(): Promise<Blob> {
  const sqlite = await sqlite3InitModule();
  const database = new sqlite.oo1.DB(':memory:');
  writeGeodatabase(
    { exec: (sql) => database.exec(sql), run: (sql, values) => database.exec({ sql, bind: values }) },
    made,
  );
  const bytes = sqlite.capi.sqlite3_js_db_export(database);
  database.close();
  return new Blob([Uint8Array.from(bytes)]);
}

/** What a page with this policy finds in the file. */
function visit(policy: string, file: Blob, inWorker: boolean): Promise<Found> {
  const frame = document.createElement('iframe');
  frame.srcdoc = `<!doctype html><meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="${policy}">
    <script type="module" src="/test/geodatabase/frame.ts"></script>`;
  return new Promise((resolve) => {
    const hear = ({ source, data }: MessageEvent<'ready' | Found>): void => {
      if (source !== frame.contentWindow) return;
      if (data === 'ready') {
        frame.contentWindow?.postMessage({ file, inWorker }, '*');
        return;
      }
      removeEventListener('message', hear);
      frame.remove();
      resolve(data);
    };
    addEventListener('message', hear);
    document.body.append(frame);
  });
}

/** Why the test frame cannot show it in this browser, whatever this library does; empty where it can. */
function mute(inWorker: boolean): string {
  // In Firefox 'self' means nothing in a srcdoc frame.
  if (navigator.userAgent.includes('Firefox/'))
    return ' (skipped: Firefox refuses the test frame its own script under this policy)';
  const isWebKit = navigator.userAgent.includes('AppleWebKit/') && !navigator.userAgent.includes('Chrome/');
  return inWorker && isWebKit ? ' (skipped: in WebKit a worker of a srcdoc frame is mute under any policy)' : '';
}

describe('a mobile geodatabase', () => {
  let file: Blob;
  before(async () => {
    file = await makeFile();
  });

  it('is read by a page', async () => {
    expect(await readFile(new File([file], 'trees.geodatabase'))).to.deep.equal(expected);
  });

  it('is read by a worker', async () => {
    const worker = new Worker(new URL('./reader.ts', import.meta.url), { type: 'module' });
    const found = new Promise((resolve) => {
      worker.onmessage = ({ data }) => {
        resolve(data);
      };
    });
    worker.postMessage(file);
    expect(await found).to.deep.equal(expected);
    worker.terminate();
  });

  for (const inWorker of [false, true]) {
    const because = mute(inWorker);
    const name = `is read ${inWorker ? 'by a worker of ' : 'by '}a page with script-src 'self'${because}`;
    if (because !== '') console.log(name);
    (because === '' ? it : it.skip)(name, async () => {
      expect(await visit("script-src 'self'", file, inWorker)).to.deep.equal(expected);
    });
  }

  it('is refused by name when it is cut, or something else', async () => {
    expect((await readFile(file.slice(0, 20_000))).error).to.equal('bad-file');
    expect((await readFile(new Blob(['PK and what else']))).error).to.equal('bad-file');
  });
});
