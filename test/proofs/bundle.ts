/** The proofs' page as a folder of static files, from the sources as they are or with a bug put in. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { build, type BuildOptions, type Plugin } from 'esbuild';
import { root } from '../../scripts/run.mjs';

/** A bug: this text of this file becomes that one. */
export interface Replacement {
  /** Path from the project's folder. */
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

/**
 * Builds into `dir`.
 * @throws when a replacement's text is not found exactly once: a bug that was not put in proves nothing
 */
export async function buildPage(dir: string, replacements: readonly Replacement[] = []): Promise<void> {
  const assets = join(dir, 'assets');
  mkdirSync(assets, { recursive: true });
  for (const { file, from } of replacements) {
    const times = readFileSync(join(root, file), 'utf8').split(from).length - 1;
    if (times !== 1) throw new Error(`${file} has ${String(times)} times: ${from}`);
  }
  const common: BuildOptions = {
    absWorkingDir: root,
    bundle: true,
    format: 'esm',
    target: 'es2022',
    logLevel: 'warning',
    plugins: [withReplacements(replacements)],
  };
  await build({
    ...common,
    entryPoints: [join(root, 'test/proofs/page/main.ts')],
    entryNames: 'page',
    outdir: assets,
    splitting: true,
  });
  const worker = join(root, 'src/store/worker/store.worker.ts');
  await build({ ...common, entryPoints: [worker], outfile: join(assets, 'store.worker.js') });
  writeFileSync(
    join(dir, 'index.html'),
    '<!doctype html><meta charset="utf-8"><title>Proofs</title><script type="module" src="./assets/page.js"></script>',
  );
}

function withReplacements(replacements: readonly Replacement[]): Plugin {
  return {
    name: 'replacements',
    setup(esbuild) {
      esbuild.onLoad({ filter: /\.ts$/ }, ({ path }) => {
        const own = replacements.filter(({ file }) => file === relative(root, path));
        if (own.length === 0) return undefined;
        const text = readFileSync(path, 'utf8');
        return { contents: own.reduce((sum, { from, to }) => sum.replace(from, () => to), text), loader: 'ts' };
      });
    },
  };
}
