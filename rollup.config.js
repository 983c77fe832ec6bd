/**
 * Two builds of src: modules that mirror it, for bundlers, and a minified one with its dependencies, for a script tag.
 * In both, what the elements load on first need stays a chunk of its own, and so does the store's worker, beside the code that starts it.
 * The parts of a service worker are one file. A last build is for Node: emulator and bin.
 */
import { existsSync, readdirSync } from 'node:fs';
import nodeResolve from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';
import esbuild from 'rollup-plugin-esbuild';
import { minifyTemplates } from './scripts/minify-templates.mjs';

const compile = (tsconfig = 'tsconfig.build.json') => esbuild({ target: 'es2022', tsconfig });

/** dist/index.js, and dist/elements/sync-button/gdb-sync-button.js for each element. */
const entries = Object.fromEntries(
  ['src/index.ts', 'src/geodatabase/index.ts', 'src/arcgis/index.ts', 'src/elements/all.ts', ...elementFiles()]
    .filter((file) => existsSync(file))
    .map((file) => [file.slice('src/'.length, -'.ts'.length), file]),
);

/** Bare specifiers, and nothing else, belong to the host's bundler. @param {string} id */
const isDependency = (id) => !/^[./]|^[A-Za-z]:/.test(id) && !id.startsWith('\0');

export default [
  {
    input: entries,
    external: isDependency,
    output: { dir: 'dist', format: 'es', preserveModules: true, preserveModulesRoot: 'src', sourcemap: true },
    plugins: [compile(), minifyTemplates()],
  },
  {
    input: {
      'gdb-sync': 'src/elements/all.ts',
      core: 'src/index.ts',
      autoloader: 'src/elements/autoloader.ts',
      arcgis: 'src/arcgis/index.ts',
    },
    // Without it the entry would be a facade that sends the page for a second file first.
    preserveEntrySignatures: 'allow-extension',
    output: {
      dir: 'dist/cdn',
      format: 'es',
      sourcemap: true,
      chunkFileNames: 'chunks/[name]-[hash].js',
      entryFileNames: '[name].js',
    },
    plugins: [nodeResolve(), compile(), minifyTemplates(), terser({ module: true, ecma: 2022 })],
  },
  // One file that needs no other: bundlers copy what `new URL('./store.worker.js', import.meta.url)` names, and nothing it would import.
  ...['dist/store/worker', 'dist/cdn/chunks'].map((dir) => ({
    input: { 'store.worker': 'src/store/worker/store.worker.ts' },
    output: { dir, format: 'es', sourcemap: true, entryFileNames: '[name].js' },
    plugins: [nodeResolve(), compile('tsconfig.worker.json'), terser({ module: true, ecma: 2022 })],
  })),
  // One file as well: a service worker may not import() anything later.
  {
    input: { index: 'src/service-worker/index.ts' },
    output: { dir: 'dist/service-worker', format: 'es', sourcemap: true, inlineDynamicImports: true },
    plugins: [nodeResolve(), compile(), terser({ module: true, ecma: 2022 })],
  },
  {
    input: nodeEntries(),
    external: isDependency,
    output: { dir: 'dist', format: 'es', preserveModules: true, preserveModulesRoot: '.', sourcemap: true },
    plugins: [builtBefore(), compile('tsconfig.build.node.json')],
  },
].filter(({ input }) => Object.keys(input).length > 0 && Object.values(input).every((file) => existsSync(file)));

/** dist/emulator/core.js, dist/emulator/node/serve.js and dist/bin/gdb-emulator.js. */
function nodeEntries() {
  const commands = existsSync('bin') ? readdirSync('bin').filter((file) => file.endsWith('.ts')) : [];
  const files = ['emulator/core.ts', 'emulator/node/serve.ts', ...commands.map((file) => `bin/${file}`)];
  return Object.fromEntries(
    files.filter((file) => existsSync(file)).map((file) => [file.slice(0, -'.ts'.length), file]),
  );
}

/** What a command takes from src is in dist already, without that folder. */
function builtBefore() {
  /** @param {string} source */
  const resolveId = (source) =>
    source.includes('/src/') ? { id: source.replace('/src/', '/'), external: /** @type {const} */ (true) } : null;
  return { name: 'built-before', resolveId };
}

function elementFiles() {
  if (!existsSync('src/elements')) return [];
  const files = /** @type {string[]} */ (readdirSync('src/elements', { recursive: true }));
  return files.map((file) => `src/elements/${file}`).filter((file) => /\/gdb-[a-z-]+\.ts$/.test(file));
}
