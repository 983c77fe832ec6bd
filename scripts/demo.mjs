/**
 * Builds the demo pages (every demo/*.html) into dist-demo, and serves them.
 *
 * - `demo/*.worker.ts` becomes `/<name>.js`, at a stable address: demo/app-shell.worker.ts is the service worker.
 * - `/app-shell.json` lists every file of the build, for the service worker to keep.
 * - `/service.json` names the service: `{ "serviceUrl": ".../FeatureServer" }`.
 */
import { createReadStream, existsSync, readdirSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { build } from 'vite';
import { root } from './run.mjs';

const source = join(root, 'demo');
const output = join(root, 'dist-demo');

/** @type {Record<string, string>} */
const types = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.webmanifest': 'application/manifest+json',
};

export function hasDemo() {
  return existsSync(join(source, 'index.html'));
}

export async function buildDemo() {
  const names = readdirSync(source);
  const pages = names.filter((name) => name.endsWith('.html'));
  const workers = names.filter((name) => name.endsWith('.worker.ts'));
  const workerNames = new Set(workers.map((name) => name.replace('.worker.ts', '')));
  await build({
    configFile: false,
    root: source,
    base: './',
    logLevel: 'warn',
    esbuild: { target: 'es2022' },
    plugins: [listOfFiles()],
    build: {
      outDir: output,
      emptyOutDir: true,
      target: 'es2022',
      sourcemap: true,
      modulePreload: { polyfill: false },
      rollupOptions: {
        input: Object.fromEntries([
          ...pages.map((name) => [name.replace('.html', ''), join(source, name)]),
          ...workers.map((name) => [name.replace('.worker.ts', ''), join(source, name)]),
        ]),
        output: {
          entryFileNames: ({ name, facadeModuleId }) =>
            workerNames.has(name) && facadeModuleId?.endsWith('.worker.ts') ? `${name}.js` : 'assets/[name]-[hash].js',
        },
      },
    },
  });
}

/** @returns {import('vite').Plugin} */
function listOfFiles() {
  return {
    name: 'list-of-files',
    enforce: 'post',
    generateBundle(_options, bundle) {
      const files = Object.keys(bundle).filter((name) => !name.endsWith('.map') && !name.endsWith('.worker.js'));
      this.emitFile({ type: 'asset', fileName: 'app-shell.json', source: JSON.stringify(['./', ...files.sort()]) });
    },
  };
}

/**
 * @param {{ port: number, serviceUrl: () => string }} options port 0 picks a free one
 * @returns {Promise<{ url: string, close: () => Promise<void> }>}
 */
export async function serveDemo({ port, serviceUrl }) {
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    // A page under development must not come from the browser's cache; offline it comes from the service worker's.
    response.setHeader('cache-control', 'no-store');
    if (path === '/service.json') {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ serviceUrl: serviceUrl() }));
      return;
    }
    const file = fileFor(path);
    if (!file) {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('Not found');
      return;
    }
    response.setHeader('content-type', types[extname(file)] ?? 'application/octet-stream');
    createReadStream(file).pipe(response);
  });
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(undefined));
  });
  const address = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {
    url: `http://127.0.0.1:${address.port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/**
 * The built file of an address, or undefined; never one outside the build.
 * @param {string} path
 */
function fileFor(path) {
  let name;
  try {
    name = normalize(decodeURIComponent(path));
  } catch {
    return undefined;
  }
  const file = join(output, name.endsWith('/') ? `${name}index.html` : name);
  return file.startsWith(output) && existsSync(file) && statSync(file).isFile() ? file : undefined;
}
