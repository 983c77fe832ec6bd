/**
 * What the built package promises: each entry has types, by its pattern as well, and can be imported where there is no page, as a server that renders one does, and VS Code is
 * told what the manifest says. Part of `npm run package:check`.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { isProgram, root, run } from './run.mjs';

/** @param {string} file */
const json = (file) => JSON.parse(readFileSync(join(root, file), 'utf8'));

/** Every script that the package exports, by the name that a page imports. */
function entries() {
  const { name, exports } = json('package.json');
  const locales = readdirSync(join(root, 'dist/elements/locales'), { withFileTypes: true }).filter((one) =>
    one.isDirectory(),
  );
  return Object.entries(exports).flatMap(([path, target]) => {
    const file = typeof target === 'string' ? target : (target.default ?? '');
    // The files for script tags carry Lit as browsers get it.
    if (!file.endsWith('.js') || file.startsWith('./dist/cdn/')) return [];
    const own = `${name}${path.slice(1)}`;
    return own.includes('*') ? locales.map((one) => own.replace('*', one.name)) : [own];
  });
}

/** @returns {Promise<string[]>} entries that cannot be imported in Node, each in a process of its own */
async function brokenImports() {
  /** @type {string[]} */
  const broken = [];
  for (const entry of entries()) {
    const script = `await import(${JSON.stringify(entry)}); if (globalThis.document || globalThis.window) throw new Error('It makes itself a page.');`;
    if ((await run(process.execPath, ['--input-type=module', '-e', script])) !== 0) broken.push(entry);
  }
  return broken;
}

/** @returns {Promise<string[]>} what the headless core of bundlers exports and that for script tags does not, or the other way round */
async function otherExports() {
  const [one = [], other = []] = await Promise.all(
    ['dist/index.js', 'dist/cdn/core.js'].map(async (file) => Object.keys(await import(join(root, file)))),
  );
  return [...new Set([...one, ...other])].filter((name) => !one.includes(name) || !other.includes(name));
}

/** @returns {string[]} entries for which TypeScript finds no declarations, as Node and as bundlers look for them */
function untyped() {
  return entries().filter((entry) =>
    [ts.ModuleResolutionKind.Bundler, ts.ModuleResolutionKind.NodeNext].some((moduleResolution) => {
      const asking = join(root, 'dist/asking.mts');
      const options = { moduleResolution, module: ts.ModuleKind.ESNext };
      const mode = ts.ModuleKind.ESNext;
      const { resolvedModule } = ts.resolveModuleName(entry, asking, options, ts.sys, undefined, undefined, mode);
      return resolvedModule?.extension !== ts.Extension.Dts;
    }),
  );
}

/** @returns {string[]} what VS Code is told otherwise than the manifest has it */
function wrongData() {
  const { modules } = json('custom-elements.json');
  const { tags } = json('dist/vscode.html-custom-data.json');
  const { properties } = json('dist/vscode.css-custom-data.json');
  const elements = modules
    .flatMap((/** @type {any} */ one) => one.declarations ?? [])
    .filter((/** @type {any} */ one) => one.tagName);
  /** @param {any[]} list */
  const names = (list) => [...new Set(list.map(({ name }) => name))].sort().join(' ');
  const wrong = elements.flatMap((/** @type {any} */ element) => {
    const tag = tags.find((/** @type {any} */ { name }) => name === element.tagName);
    if (tag === undefined) return [`${element.tagName} is missing`];
    // What an element writes itself, for styles, is not offered to who writes a page.
    const own = element.attributes.filter((/** @type {any} */ { fieldName }) => fieldName !== undefined);
    const same = names(tag.attributes) === names(own);
    const told = tag.attributes.every((/** @type {any} */ one) => one.description);
    return [
      ...(same ? [] : [`${element.tagName} has other attributes`]),
      ...(told ? [] : [`${element.tagName} has an attribute without a word`]),
    ];
  });
  if (tags.length !== elements.length) wrong.push('there is a tag too many');
  const wanted = names(elements.flatMap((/** @type {any} */ one) => one.cssProperties ?? []));
  if (elements.length === 0 || names(properties) !== wanted) wrong.push('the custom properties are others');
  return wrong;
}

/** @returns {Promise<number>} an exit code; says what is wrong, or how much was right */
export async function checkBuilt() {
  const broken = await brokenImports();
  const plain = untyped();
  const wrong = wrongData();
  const other = await otherExports();
  for (const entry of broken) console.error(`Cannot be imported without a page: ${entry}`);
  for (const entry of plain) console.error(`Has no types: ${entry}`);
  for (const line of wrong) console.error(`Data for VS Code: ${line}`);
  for (const name of other) console.error(`Only one of index.js and cdn/core.js exports it: ${name}`);
  const bad = broken.length + plain.length + wrong.length + other.length;
  if (bad === 0)
    console.log(
      `${entries().length} entries have types and can be imported without a page; VS Code is told what the manifest says.`,
    );
  return bad > 0 ? 1 : 0;
}

if (isProgram(import.meta)) process.exitCode = await checkBuilt();
