/**
 * The demo pages over the ArcGIS Maps SDK: `demo/arcgis/online.ts` as any page is, `offline.ts` with one line more, `elements.ts` with the
 * four elements beside the map. Built apart from the other demo,
 * since the SDK's assets are large; without a service worker, and without the strict header, which the SDK does not keep.
 *
 * `node scripts/arcgis-demo.mjs --port 8090` serves them; `/?service=https://…/FeatureServer` names the service.
 */
import { createReadStream, cpSync, existsSync, mkdirSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, resolve, sep } from 'node:path';
import { build } from 'esbuild';
import { isProgram, root } from './run.mjs';

const source = join(root, 'demo/arcgis');
/** `./assets/` of the pages: those of the SDK, where npm put them. */
const assets = join(root, 'node_modules/@arcgis/core/assets');

/** @type {Record<string, string>} */
const types = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
};

/** @param {string} outDir */
export async function buildArcGISDemo(outDir) {
  mkdirSync(outDir, { recursive: true });
  await build({
    absWorkingDir: root,
    entryPoints: ['online', 'offline', 'elements'].map((name) => join(source, `${name}.ts`)),
    outdir: outDir,
    bundle: true,
    splitting: true,
    format: 'esm',
    target: 'es2022',
    minify: true,
    logLevel: 'error',
    chunkNames: 'chunks/[name]-[hash]',
  });
  await build({
    absWorkingDir: root,
    entryPoints: [join(root, 'src/store/worker/store.worker.ts')],
    outfile: join(outDir, 'chunks/store.worker.js'),
    bundle: true,
    format: 'esm',
    target: 'es2022',
    logLevel: 'error',
  });
  for (const page of ['index.html', 'elements.html']) cpSync(join(source, page), join(outDir, page));
}

/**
 * @param {string} dir what {@link buildArcGISDemo} wrote
 * @param {number} [port]
 * @returns {Promise<{ url: string, close: () => Promise<void> }>}
 */
export async function serveArcGISDemo(dir, port = 0) {
  const server = createServer((request, response) => {
    const path = decodeURIComponent((request.url ?? '/').split('?', 1)[0] ?? '/');
    const [folder, rest] = path.startsWith('/assets/') ? [assets, path.slice('/assets'.length)] : [dir, path];
    const file = resolve(folder, `.${rest.endsWith('/') ? `${rest}index.html` : rest}`);
    if (!file.startsWith(resolve(folder) + sep) || !existsSync(file) || !statSync(file).isFile()) {
      response.writeHead(404).end();
      return;
    }
    response.setHeader('content-type', types[extname(file)] ?? 'application/octet-stream');
    createReadStream(file).pipe(response);
  });
  await new Promise((done) => server.listen(port, '127.0.0.1', () => done(undefined)));
  const address = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {
    url: `http://127.0.0.1:${address.port}/`,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

if (isProgram(import.meta)) {
  const dir = join(root, 'dist-demo/arcgis');
  await buildArcGISDemo(dir);
  const at = process.argv.indexOf('--port');
  const { url } = await serveArcGISDemo(dir, at === -1 ? 0 : Number(process.argv[at + 1]));
  console.log(`${url}?service=…/FeatureServer`);
}
