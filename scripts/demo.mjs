/**
 * Builds the demo pages (every demo/*.html) into a folder of static files, and serves such a folder.
 *
 * - A script or style sheet that a page names (`main.ts`, `page.css`) becomes a hashed file in `assets/`.
 * - `demo/*.worker.ts` becomes `/<name>.js`, at a stable address: demo/app-shell.worker.ts is the service worker, and is
 *   told every file of the build with its hash.
 * - The store's worker becomes `assets/store.worker.js`.
 * - `/config.json` names the services: `{ "serviceUrl": ".../FeatureServer", "securedServiceUrl": ... }`.
 */
import { createHash } from 'node:crypto';
import {
  createReadStream,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import { basename, extname, join, relative, resolve, sep } from 'node:path';
import { build } from 'esbuild';
import { isProgram, root } from './run.mjs';

const source = join(root, 'demo');
const defaultOutput = join(root, 'dist-demo');
const assets = 'assets';
const workerSuffix = '.worker.ts';

/** @type {Record<string, string>} */
const types = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.webmanifest': 'application/manifest+json',
};

export function hasDemo() {
  return existsSync(join(source, 'index.html'));
}

/**
 * @typedef {object} BuildOptions
 * @property {string} [outDir] default: dist-demo
 * @property {string} [serviceUrl] the FeatureServer that the page uses unless its address names one (`?service=`)
 * @property {string} [securedServiceUrl] the one that `?secured` uses
 * @property {string} [sdkUrl] where scripts/arcgis-demo.mjs serves its pages
 */

/**
 * @param {BuildOptions} [options]
 * @returns {Promise<string>} the folder
 */
export async function buildDemo({ outDir = defaultOutput, serviceUrl, securedServiceUrl, sdkUrl } = {}) {
  const names = readdirSync(source);
  const pages = names.filter((name) => name.endsWith('.html'));
  rmSync(join(outDir, assets), { recursive: true, force: true });
  mkdirSync(outDir, { recursive: true });
  const addresses = await buildAssets(pages, outDir);
  await buildStoreWorker(outDir);
  for (const page of pages) writeFileSync(join(outDir, page), withAddresses(page, addresses, { serviceUrl, sdkUrl }));
  for (const name of names.filter(isCopied)) writeFileSync(join(outDir, name), readFileSync(join(source, name)));
  await buildWorkers(names, outDir, listShell(outDir, pages));
  writeFileSync(join(outDir, 'config.json'), JSON.stringify({ serviceUrl, securedServiceUrl }));
  return outDir;
}

/** What every bundle has in common. */
const bundling = /** @satisfies {import('esbuild').BuildOptions} */ ({
  absWorkingDir: root,
  bundle: true,
  format: 'esm',
  target: 'es2022',
  minify: true,
  sourcemap: true,
  legalComments: 'none',
  logLevel: 'warning',
});

/**
 * @param {string[]} pages
 * @param {string} outDir
 * @returns {Promise<Map<string, string>>} where each script and style sheet of the pages is now
 */
async function buildAssets(pages, outDir) {
  const named = pages.flatMap((page) => [...readPage(page).matchAll(asset)].map((match) => match[2] ?? ''));
  const result = await build({
    ...bundling,
    entryPoints: [...new Set(named)].map((name) => join(source, name)),
    outdir: join(outDir, assets),
    entryNames: '[name]-[hash]',
    chunkNames: '[name]-[hash]',
    splitting: true,
    metafile: true,
  });
  /** @type {Map<string, string>} */
  const addresses = new Map();
  for (const [output, { entryPoint }] of Object.entries(result.metafile.outputs)) {
    const inSource = entryPoint && relative(source, join(root, entryPoint));
    if (inSource && named.includes(inSource)) addresses.set(inSource, `./${assets}/${basename(output)}`);
  }
  return addresses;
}

/**
 * The worker that takes in large replies, beside the chunk that starts it.
 * @param {string} outDir
 */
async function buildStoreWorker(outDir) {
  const entryPoints = [join(root, 'src/store/worker/store.worker.ts')];
  await build({ ...bundling, entryPoints, outfile: join(outDir, assets, 'store.worker.js') });
}

/** `src="main.ts"`, `href="page.css"` */
const asset = /\b(src|href)="\.\/([\w-]+\.(?:ts|css))"/g;

/** @param {string} page */
function readPage(page) {
  return readFileSync(join(source, page), 'utf8');
}

/**
 * @param {string} page
 * @param {Map<string, string>} addresses
 * @param {{ serviceUrl: string | undefined, sdkUrl: string | undefined }} urls in place of `%SERVICE_URL%` and `%SDK_URL%`
 */
function withAddresses(page, addresses, { serviceUrl = '', sdkUrl = 'http://localhost:8090/' }) {
  /** @param {string} url */
  const inAttribute = (url) => url.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
  return readPage(page)
    .replaceAll('%SERVICE_URL%', inAttribute(serviceUrl))
    .replaceAll('%SDK_URL%', inAttribute(sdkUrl))
    .replace(asset, (_all, attribute, name) => `${attribute}="${addresses.get(name)}"`);
}

/** @param {string} name */
function isCopied(name) {
  return ['.svg', '.png', '.ico', '.webmanifest'].includes(extname(name));
}

/**
 * @param {string[]} names
 * @param {string} outDir
 * @param {{ version: string }} shell
 */
async function buildWorkers(names, outDir, shell) {
  for (const name of names.filter((one) => one.endsWith(workerSuffix))) {
    await build({
      ...bundling,
      format: 'iife',
      entryPoints: [join(source, name)],
      outfile: join(outDir, name.replace(workerSuffix, '.js')),
      define: { SHELL: JSON.stringify(shell) },
    });
  }
}

/**
 * Every file that an open page may ask for, with its hash as `integrity`, and a version that changes with any of them.
 * @param {string} outDir
 * @param {string[]} pages
 */
function listShell(outDir, pages) {
  const names = [
    ...pages,
    ...readdirSync(source).filter(isCopied),
    ...readdirSync(join(outDir, assets)).map((name) => `${assets}/${name}`),
  ].filter((name) => !name.endsWith('.map'));
  const files = names.sort().map((name) => ({ name, integrity: `sha256-${hashOf(readFileSync(join(outDir, name)))}` }));
  return { version: hashOf(JSON.stringify(files)).replaceAll(/\W/g, '').slice(0, 12), files };
}

/** @param {import('node:crypto').BinaryLike} content */
function hashOf(content) {
  return createHash('sha256').update(content).digest('base64');
}

/**
 * @typedef {object} ServeOptions
 * @property {number} [port] 0 or nothing picks a free one
 * @property {string} [host] default 127.0.0.1
 * @property {string} [dir] a folder that {@link buildDemo} wrote
 * @property {readonly string[]} [connectSrc] origins (or URLs) of the services that the page may reach
 */

/**
 * @param {ServeOptions} [options]
 * @returns {Promise<{ url: string, close: () => Promise<void> }>}
 */
export async function serveDemo({ port = 0, host = '127.0.0.1', dir = defaultOutput, connectSrc = [] } = {}) {
  const headers = { ...fixedHeaders, 'content-security-policy': contentSecurityPolicy(connectSrc) };
  const server = createServer((request, response) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { allow: 'GET, HEAD', 'content-type': 'text/plain' }).end('Only GET and HEAD');
      return;
    }
    const file = fileFor(dir, request.url ?? '/');
    if (!file) {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('Not found');
      return;
    }
    response.setHeader('content-type', types[extname(file)] ?? 'application/octet-stream');
    if (request.method === 'HEAD') response.end();
    else
      createReadStream(file)
        .on('error', () => response.destroy())
        .pipe(response);
  });
  await new Promise((done, failed) => {
    server.once('error', failed);
    server.listen(port, host, () => done(undefined));
  });
  const address = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${address.port}/`,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

/** Nothing from the browser's own cache: a page under development would be old. Offline it comes from the service worker. */
const fixedHeaders = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  // By this the service worker knows its own server.
  'x-gdb-demo': 'page',
};

/**
 * The header that the documentation gives to host pages, to the letter: the demo is its proof.
 * @param {readonly string[]} connectSrc
 */
function contentSecurityPolicy(connectSrc) {
  const services = [...new Set(connectSrc.map((url) => new URL(url).origin))];
  return [
    "default-src 'self'",
    ["connect-src 'self'", ...services].join(' '),
    "require-trusted-types-for 'script'",
    "trusted-types lit-html gdb-sync 'allow-duplicates'",
  ].join('; ');
}

/**
 * The file of an address, or undefined; never one outside the folder.
 * @param {string} dir
 * @param {string} address
 */
function fileFor(dir, address) {
  const folder = resolve(dir) + sep;
  try {
    const path = decodeURIComponent(address.split(/[?#]/, 1)[0] ?? '/');
    const file = resolve(folder, `.${path.endsWith('/') ? `${path}index.html` : path}`);
    return file.startsWith(folder) && statSync(file).isFile() ? file : undefined;
  } catch {
    return undefined;
  }
}

if (isProgram(import.meta)) console.log(await buildDemo());
