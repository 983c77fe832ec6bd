/** The page's scripts, bundled in memory: each store is a chunk of its own, so that none pays for another. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

export interface Asset {
  readonly type: string;
  readonly bytes: Uint8Array;
}

export interface Bundle {
  find(pathname: string): Asset | undefined;
}

const root = fileURLToPath(new URL('../..', import.meta.url));

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.wasm': 'application/wasm',
};

export async function bundlePage(): Promise<Bundle> {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: ['bench/page/main.ts', 'bench/page/sqlite.worker.ts', ...ownWorkers()],
    outdir: '/assets',
    entryNames: '[name]',
    chunkNames: '[name]-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    target: 'es2022',
    minify: true,
    write: false,
    logLevel: 'warning',
    define: { 'process.env.NODE_ENV': '"production"', global: 'globalThis' },
  });
  // By name alone: a worker is asked for beside the chunk that starts it.
  const assets = new Map(outputFiles.map(({ path, contents }) => [basename(path), contents]));
  assets.set('sqlite3.wasm', readFileSync(join(root, 'node_modules/@sqlite.org/sqlite-wasm/dist/sqlite3.wasm')));
  return {
    find: (pathname) => {
      const bytes = assets.get(basename(pathname));
      return bytes && { type: TYPES[extname(pathname)] ?? 'application/octet-stream', bytes };
    },
  };
}

/** Workers of the library itself: `new URL('./x.worker.js', import.meta.url)` finds them beside its chunks. */
function ownWorkers(): readonly string[] {
  const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' });
  return files.filter((file) => file.endsWith('.worker.ts')).map((file) => `src/${file}`);
}
