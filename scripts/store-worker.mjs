/** The store's worker for pages that are served from source: bundled from its `.ts`, at the address where the built one lies beside the code. */
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const PATH = '/src/store/worker/store.worker.js';

/** @returns {import('@web/test-runner').TestRunnerPlugin} */
export function serveStoreWorker() {
  /** @type {Promise<string> | undefined} */
  let bundled;
  return {
    name: 'store-worker',
    async serve({ path }) {
      return path === PATH ? { body: await (bundled ??= bundle()), type: 'js' } : undefined;
    },
  };
}

async function bundle() {
  const entry = fileURLToPath(new URL(`..${PATH.replace('.js', '.ts')}`, import.meta.url));
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  return outputFiles.map(({ text }) => text).join('');
}
