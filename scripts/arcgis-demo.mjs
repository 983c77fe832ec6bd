/**
 * The demo pages over the ArcGIS Maps SDK: `demo/arcgis/online.ts` as any page is, `offline.ts` with one line more, `elements.ts` with the
 * four elements beside the map, `components.ts` with map components, `scene.ts` in three dimensions. Built apart from the other demo, since the SDK's assets are large; without
 * the strict header, which the SDK does not keep.
 *
 * `node scripts/arcgis-demo.mjs --port 8090` serves them; `/?service=https://…/FeatureServer` names the service.
 */
import { createHash } from 'node:crypto';
import { createReadStream, cpSync, existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, relative, resolve, sep } from 'node:path';
import { build } from 'esbuild';
import { isProgram, root } from './run.mjs';

const source = join(root, 'demo/arcgis');
/** Of the SDK, where npm put it. @type {Record<string, string>} */
const folders = {
  assets: join(root, 'node_modules/@arcgis/core/assets'),
  'map-components': join(root, 'node_modules/@arcgis/map-components/dist/cdn'),
};
const pages = ['index.html', 'elements.html', 'components.html', 'scene.html'];

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
  const common = /** @type {const} */ ({
    absWorkingDir: root,
    bundle: true,
    format: 'esm',
    target: 'es2022',
    logLevel: 'error',
  });
  const { metafile } = await build({
    ...common,
    entryPoints: ['online', 'offline', 'gdb-sync', 'elements', 'components', 'scene'].map((name) =>
      join(source, `${name}.ts`),
    ),
    outdir: outDir,
    splitting: true,
    minify: true,
    chunkNames: 'chunks/[name]-[hash]',
    metafile: true,
    // The page links the style sheet itself, beside its fonts.
    loader: { '.css': 'empty' },
  });
  await build({
    ...common,
    entryPoints: [join(root, 'src/store/worker/store.worker.ts')],
    outfile: join(outDir, 'chunks/store.worker.js'),
  });
  for (const page of pages) cpSync(join(source, page), join(outDir, page));
  const files = [...pages, 'chunks/store.worker.js', ...shellOf(metafile.outputs, outDir)];
  const version = createHash('sha256');
  for (const file of files) version.update(file).update(readFileSync(join(outDir, file)));
  const shell = { version: version.digest('hex').slice(0, 12), files: files.map((file) => `./${file}`) };
  await build({
    ...common,
    entryPoints: [join(source, 'service-worker.ts')],
    outfile: join(outDir, 'service-worker.js'),
    define: { SHELL: JSON.stringify(shell) },
  });
}

/**
 * What the page loads at once, and all of this library. The SDK's other thousand chunks are kept when they are first used.
 * @param {import('esbuild').Metafile['outputs']} outputs
 * @param {string} outDir
 */
function shellOf(outputs, outDir) {
  const chosen = new Set(
    Object.keys(outputs).filter((file) => {
      const { entryPoint, inputs } = outputs[file] ?? {};
      // An entry that shares all of its code with others holds no input itself.
      const sources = [...Object.keys(inputs ?? {}), ...(entryPoint === undefined ? [] : [entryPoint])];
      const isOwn = sources.some((input) => !input.includes('node_modules'));
      return isOwn && !entryPoint?.endsWith('online.ts');
    }),
  );
  for (const file of chosen)
    for (const { path, kind, external } of outputs[file]?.imports ?? [])
      if (kind === 'import-statement' && external !== true) chosen.add(path);
  return [...chosen].map((file) => relative(outDir, resolve(root, file)));
}

/**
 * @param {string} dir what {@link buildArcGISDemo} wrote
 * @param {number} [port]
 * @returns {Promise<{ url: string, close: () => Promise<void> }>}
 */
export async function serveArcGISDemo(dir, port = 0) {
  const server = createServer((request, response) => {
    const path = decodeURIComponent((request.url ?? '/').split('?', 1)[0] ?? '/');
    const [first = '', ...others] = path.slice(1).split('/');
    const [folder, rest] = first in folders ? [folders[first] ?? dir, `/${others.join('/')}`] : [dir, path];
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
