/** Workers for pages that are served from source: each bundled from its `.ts`, at the address where a built one lies beside the code. */
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const PATHS = ['/src/store/worker/store.worker.js', '/test/service-worker/worker.js'];

/** @returns {import('@web/test-runner').TestRunnerPlugin} */
export function serveWorkers() {
  /** @type {Map<string, Promise<string>>} */
  const bundles = new Map();
  return {
    name: 'workers',
    async serve({ path }) {
      if (!PATHS.includes(path)) return undefined;
      const body = bundles.get(path) ?? bundle(path);
      bundles.set(path, body);
      return { body: await body, type: 'js' };
    },
  };
}

/** @param {string} path */
async function bundle(path) {
  const entry = fileURLToPath(new URL(`..${path.replace('.js', '.ts')}`, import.meta.url));
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
