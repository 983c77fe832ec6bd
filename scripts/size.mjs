/**
 * `npm run size`: what a page that imports parts of the built package (dist) has to load, bundled as a host's bundler would: minified,
 * gzip -9, dependencies in. Fails when something is over its budget in size-budgets.json. `--why elements/all.js` lists the modules inside.
 */
import { existsSync, readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { root } from './run.mjs';

/** @typedef {{ name: string, entries: string[], over?: string[], gate: number, budget: number }} Load `over`: what is there already, not counted */
/** @typedef {{ name: string, entries: string[], never: string }} Unused `never`: of this folder of dist nothing loads at once */
/** @typedef {{ name: string, file: string, over?: string, budget: number }} Later `over`: comes only once this is there, which is not counted */
/** @typedef {import('esbuild').Metafile['outputs']} Outputs */

const dist = resolve(root, 'dist');
if (!existsSync(resolve(dist, 'index.js'))) throw new Error('No dist. Run first: npm run build');
const { loads, unused, later } = /** @type {{ loads: Load[], unused: Unused[], later: Later[] }} */ (
  JSON.parse(readFileSync(resolve(root, 'scripts/size-budgets.json'), 'utf8'))
);

const ENGINE = 'dist/controller/assemble.js';
const why = process.argv[process.argv.indexOf('--why') + 1];
if (process.argv.includes('--why') && why) await explain(why);
else await report();

async function report() {
  /** @type {string[]} */
  const over = [];
  console.log('kB after gzip, what loads at the import itself:');
  for (const { name, entries, over: known, gate, budget } of loads) {
    const size = known ? await sizeOver(entries, known) : (await measure(entries)).size;
    console.log(line(size, name, `gate ${gate}, budget ${budget}`));
    if (size > Math.min(gate, budget)) over.push(`${name}: ${size.toFixed(2)} kB, budget ${Math.min(gate, budget)}`);
  }

  console.log(line(await withEngine(), 'headless core with its engine and idb', 'once a controller is made'));

  for (const { name, entries, never } of unused) {
    const inputs = await modulesOf(entries);
    const found = inputs.filter((file) => file.startsWith(never));
    console.log(line(found.length, name, `modules of ${never} that ${entries.join(' and ')} load at once: none`));
    if (found.length > 0) over.push(`${name} loads at once: ${found.join(', ')}`);
  }

  const { outputs, sizes, loaded } = await measure(['elements/all.js', 'index.js']);
  console.log('\nWhat comes later, by import(), beside what is there already:');
  let soon = [...loaded].reduce((sum, chunk) => sum + (sizes.get(chunk) ?? 0), 0);
  const known = new Set(loaded);
  for (const [chunk, { entryPoint }] of Object.entries(outputs)) {
    if (entryPoint === undefined || loaded.has(chunk)) continue;
    const file = entryPoint.slice(entryPoint.indexOf('dist/') + 5);
    const budgeted = later.find((one) => one.file === file);
    const [before] = Object.entries(outputs).find(([, one]) => one.entryPoint?.endsWith(budgeted?.over ?? ' ')) ?? [];
    if (budgeted?.over && before === undefined) throw new Error(`No ${budgeted.over} comes before ${file}.`);
    const there = before === undefined ? loaded : new Set([...loaded, ...reachable(outputs, before)]);
    const more = [...reachable(outputs, chunk)].filter((one) => !there.has(one));
    const size = more.reduce((sum, one) => sum + (sizes.get(one) ?? 0), 0) / 1000;
    console.log(line(size, budgeted?.name ?? file, budgeted ? `budget ${budgeted.budget}` : ''));
    if (!budgeted) continue;
    if (size > budgeted.budget) over.push(`${budgeted.name}: ${size.toFixed(2)} kB, budget ${budgeted.budget}`);
    for (const one of more) if (!known.has(one)) soon += sizes.get(one) ?? 0;
    for (const one of more) known.add(one);
  }
  console.log(line(soon / 1000, 'all of it, once four elements have their controller', 'faces, explanations, engine'));
  for (const one of over) console.error(`Over its budget: ${one}`);
  process.exitCode = over.length > 0 ? 1 : 0;
}

/** kB of the headless core together with what its first controller brings. */
async function withEngine() {
  const { outputs, sizes, loaded } = await measure(['index.js']);
  const [engine] = Object.entries(outputs).find(([, { entryPoint }]) => entryPoint?.endsWith(ENGINE)) ?? [];
  if (engine === undefined) throw new Error(`No ${ENGINE} comes later.`);
  const all = [...new Set([...loaded, ...reachable(outputs, engine)])];
  return all.reduce((sum, one) => sum + (sizes.get(one) ?? 0), 0) / 1000;
}

/** @param {string} entry */
async function explain(entry) {
  const { outputs, loaded } = await measure([entry]);
  const inputs = [...loaded].flatMap((chunk) => Object.entries(outputs[chunk]?.inputs ?? {}));
  for (const [file, { bytesInOutput }] of inputs.sort(([, a], [, b]) => b.bytesInOutput - a.bytesInOutput))
    console.log(`${String(bytesInOutput).padStart(7)}  ${file.replace(/^.*(?:node_modules|dist)\//, '')}`);
}

/**
 * kB that a page loads for these files beyond what it loads for others anyway.
 * @param {string[]} entries
 * @param {string[]} known
 */
async function sizeOver(entries, known) {
  return (await measure([...known, ...entries])).size - (await measure(known)).size;
}

/**
 * The modules of dist that importing these files loads at once.
 * @param {string[]} entries
 */
async function modulesOf(entries) {
  const { outputs, loaded } = await measure(entries);
  const inputs = [...loaded].flatMap((chunk) => Object.keys(outputs[chunk]?.inputs ?? {}));
  return inputs.filter((file) => file.includes('dist/')).map((file) => file.slice(file.indexOf('dist/') + 5));
}

/**
 * The chunks that importing these files loads at once, and their size.
 * @param {string[]} entries paths in dist
 */
async function measure(entries) {
  const contents = entries.map((entry) => `export * as m${entries.indexOf(entry)} from './${entry}';`).join('\n');
  const { metafile, outputFiles } = await build({
    stdin: { contents, resolveDir: dist, sourcefile: 'page.js' },
    bundle: true,
    splitting: true,
    minify: true,
    write: false,
    metafile: true,
    format: 'esm',
    target: 'es2022',
    outdir: 'out',
    absWorkingDir: root,
    legalComments: 'none',
    define: { 'process.env.NODE_ENV': '"production"' },
  });
  const { outputs } = metafile;
  const sizes = new Map(
    Object.keys(outputs).map((chunk) => {
      const file = outputFiles.find(({ path }) => basename(path) === basename(chunk));
      return [chunk, gzipSync(file?.contents ?? '', { level: 9 }).length];
    }),
  );
  const first = Object.keys(outputs).find((chunk) => outputs[chunk]?.entryPoint === 'dist/page.js') ?? '';
  const loaded = reachable(outputs, first);
  const bytes = [...loaded].reduce((sum, chunk) => sum + (sizes.get(chunk) ?? 0), 0);
  return { size: bytes / 1000, outputs, sizes, loaded };
}

/**
 * A chunk with those that it imports statically.
 * @param {Outputs} outputs
 * @param {string} chunk
 */
function reachable(outputs, chunk, seen = new Set([chunk])) {
  for (const { path, kind } of outputs[chunk]?.imports ?? []) {
    if (kind !== 'import-statement' || seen.has(path)) continue;
    seen.add(path);
    reachable(outputs, path, seen);
  }
  return seen;
}

/**
 * @param {number} size
 * @param {string} name
 * @param {string} note
 */
function line(size, name, note) {
  return `${size.toFixed(2).padStart(7)}  ${name.padEnd(54)}${note}`;
}
