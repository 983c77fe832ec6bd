/**
 * Builds the Experience Builder widget as its webpack would hand it out, in SystemJS modules with `jimu-*` left to the host, and beside it the imitation
 * of that host. Each widget has a copy of this library of its own.
 */
import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import nodeResolve from '@rollup/plugin-node-resolve';
import { build } from 'esbuild';
import { rollup } from 'rollup';
import esbuild from 'rollup-plugin-esbuild';
import { root } from './run.mjs';

const source = join(root, 'integrations/experience-builder');
const imitation = join(source, 'imitation');
const widget = join(source, 'widgets/gdb-sync');
const isOfHost = (/** @type {string} */ id) => /^jimu-/.test(id);

/** @type {Record<string, string>} */
const library = {
  'gdb-sync': join(root, 'src/index.ts'),
  'gdb-sync/all.js': join(root, 'src/elements/all.ts'),
  'gdb-sync/arcgis': join(root, 'src/arcgis/index.ts'),
};

const plugins = () => [
  { name: 'library', resolveId: (/** @type {string} */ id) => library[id] ?? null },
  nodeResolve({ extensions: ['.ts', '.tsx', '.mjs', '.js'] }),
  esbuild({ target: 'es2022', jsx: 'transform', tsconfig: join(root, 'tsconfig.build.json') }),
];

/**
 * @param {string} outDir
 * @param {readonly string[]} folders names of the widgets to make, each a copy
 */
export async function buildExperienceBuilder(outDir, folders) {
  mkdirSync(join(outDir, 'jimu'), { recursive: true });
  cpSync(join(imitation, 'index.html'), join(outDir, 'index.html'));
  cpSync(join(root, 'node_modules/systemjs/dist/system.min.js'), join(outDir, 'system.js'));
  await buildHost(outDir);
  const [first = 'gdb-sync', ...copies] = folders;
  await buildWidget(join(outDir, first));
  for (const copy of copies) cpSync(join(outDir, first), join(outDir, copy), { recursive: true });
}

/** React comes as CommonJS, which rollup leaves to esbuild. @param {string} outDir */
async function buildHost(outDir) {
  const core = join(outDir, 'jimu/jimu-core.mjs');
  await build({
    entryPoints: [join(imitation, 'jimu-core.ts')],
    outfile: core,
    bundle: true,
    format: 'esm',
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'error',
  });
  const input = { 'jimu-core': core, ...named(['jimu-arcgis', 'jimu-ui', 'page']) };
  const bundle = await rollup({
    input,
    external: isOfHost,
    plugins: [
      // The page and the modules of the host are one program, whose parts must not come twice.
      {
        name: 'host',
        resolveId: (/** @type {string} */ id) => (/^\.\/jimu-/.test(id) ? { id: id.slice(2), external: true } : null),
      },
      // What `config` and `request` would load on demand is most of the SDK, and nothing here asks for it.
      {
        name: 'sdk',
        resolveDynamicImport: (/** @type {unknown} */ _id, /** @type {string} */ importer) =>
          importer.includes('@arcgis/core') ? false : null,
      },
      ...plugins(),
    ],
    onwarn: () => undefined,
  });
  await bundle.write({ dir: join(outDir, 'jimu'), format: 'system', chunkFileNames: 'chunks/[name]-[hash].js' });
  await bundle.close();
}

/** @param {readonly string[]} names */
function named(names) {
  return Object.fromEntries(names.map((name) => [name, join(imitation, `${name}.ts`)]));
}

/** @param {string} folder */
async function buildWidget(folder) {
  const dist = join(folder, 'dist');
  const bundle = await rollup({
    input: {
      'runtime/widget': join(widget, 'src/runtime/widget.tsx'),
      'setting/setting': join(widget, 'src/setting/setting.tsx'),
    },
    external: isOfHost,
    plugins: plugins(),
    onwarn: () => undefined,
  });
  await bundle.write({ dir: dist, format: 'system', chunkFileNames: 'chunks/[name]-[hash].js' });
  await bundle.close();
  await build({
    entryPoints: [join(root, 'src/store/worker/store.worker.ts')],
    outfile: join(dist, 'chunks/store.worker.js'),
    bundle: true,
    format: 'esm',
    target: 'es2022',
    logLevel: 'error',
  });
  for (const file of ['manifest.json', 'config.json', 'icon.svg']) cpSync(join(widget, file), join(folder, file));
}
