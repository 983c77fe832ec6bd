/**
 * `npm run examples`: builds the examples as their owners would, against what `npm run build` wrote: React 19 with its types, and the page in plain
 * HTML, whose tags and attributes have to be those of the elements. Into dist-demo/examples.
 */
import { cpSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { isProgram, root, runTool } from './run.mjs';

const examples = join(root, 'examples');

/** @param {string} [outDir] @returns {Promise<string>} the folder */
export async function buildExamples(outDir = join(root, 'dist-demo/examples')) {
  const dist = join(root, 'dist');
  if (!existsSync(join(dist, 'cdn/gdb-sync.js'))) throw new Error('Nothing is built yet: npm run build');
  await buildReact(join(outDir, 'react'), dist);
  buildHtml(join(outDir, 'html'), dist);
  return outDir;
}

/** @param {string} outDir @param {string} dist */
async function buildReact(outDir, dist) {
  mkdirSync(outDir, { recursive: true });
  await build({
    entryPoints: [join(examples, 'react/src/main.tsx')],
    outdir: outDir,
    bundle: true,
    splitting: true,
    format: 'esm',
    jsx: 'automatic',
    alias: { 'gdb-sync': join(dist, 'index.js'), 'gdb-sync/all.js': join(dist, 'elements/all.js') },
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'error',
  });
  cpSync(join(examples, 'react/index.html'), join(outDir, 'index.html'));
}

/** @param {string} outDir @param {string} dist */
function buildHtml(outDir, dist) {
  const page = readFileSync(join(examples, 'html/index.html'), 'utf8');
  const wrong = unknownIn(page);
  if (wrong.length > 0) throw new Error(`examples/html: the elements do not know ${wrong.join(', ')}`);
  mkdirSync(outDir, { recursive: true });
  cpSync(join(examples, 'html/index.html'), join(outDir, 'index.html'));
  cpSync(join(dist, 'cdn'), join(outDir, 'gdb-sync'), { recursive: true });
}

/**
 * Tags and attributes of a page that are not in custom-elements.json.
 * @param {string} page
 */
function unknownIn(page) {
  /** @type {{ modules: { declarations?: { tagName?: string, attributes?: { name: string }[] }[] }[] }} */
  const manifest = JSON.parse(readFileSync(join(root, 'custom-elements.json'), 'utf8'));
  const elements = manifest.modules.flatMap(({ declarations = [] }) => declarations);
  return [...page.matchAll(/<(gdb-[\w-]+)([^>]*)>/g)].flatMap(([, tag = '', text = '']) => {
    const known = elements.find(({ tagName }) => tagName === tag);
    if (!known) return [`<${tag}>`];
    const names = [...text.matchAll(/([\w-]+)=/g)].map(([, name = '']) => name);
    return names.filter((name) => !known.attributes?.some((one) => one.name === name)).map((name) => `${tag} ${name}`);
  });
}

if (isProgram(import.meta)) {
  console.log(await buildExamples());
  process.exitCode = await runTool('tsc', ['-p', 'examples/react/tsconfig.json']);
}
