import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { importViolations, lengthViolations, longestFile } from './rules/import-rules.js';
import type { Source } from './rules/read-source.js';

const folders = ['src', 'emulator', 'bin', 'test', 'stories', 'demo', 'scripts', 'bench'];

function sourcesIn(folder: string): Source[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
    .filter((path) => /\.(ts|mjs|js)$/.test(path))
    .map((path) => ({ path, text: readFileSync(path, 'utf8') }));
}

/** The messages for one planted file, or for several. */
function found(...planted: [path: string, text: string][]): string[] {
  return importViolations(planted.map(([path, text]) => ({ path, text }))).map(({ message }) => message);
}

describe('this project', () => {
  it('has sources to read', () => {
    assert.ok(sourcesIn('src').length > 0);
  });

  it('imports only along the arrows of the architecture', () => {
    const violations = importViolations(['src', 'emulator', 'bin'].flatMap(sourcesIn));
    assert.deepEqual(
      violations.map(({ path, line, message }) => `${path}:${line} ${message}`),
      [],
    );
  });

  it(`has no file longer than ${longestFile} lines`, () => {
    const violations = lengthViolations(folders.flatMap(sourcesIn));
    assert.deepEqual(
      violations.map(({ path, message }) => `${path} ${message}`),
      [],
    );
  });
});

describe('the import rules', () => {
  const forbidden: [path: string, text: string, message: string][] = [
    ['src/elements/a.ts', `import '../store/b.js'`, 'elements may not import src/store/b.ts'],
    ['src/elements/a.ts', `import type { B } from '../sync/state.js'`, 'elements may not import src/sync/state.ts'],
    ['src/elements/a.ts', `import { openDB } from 'idb'`, 'elements may not import idb'],
    ['src/elements/a.ts', `export * from '../service/query.js'`, 'elements may not import src/service/query.ts'],
    ['src/elements/a.ts', `const b = () => import('../uploads/b.js')`, 'elements may not import src/uploads/b.ts'],
    [
      'src/elements/a.ts',
      `import { ElementMap } from '../arcgis/map/index.js'`,
      'elements may not import src/arcgis/map/index.ts',
    ],
    ['src/elements/a.ts', `const b = import('../arcgis/index.js')`, 'elements may not import src/arcgis/index.ts'],
    ['src/controller/a.ts', `import '../store/b.js'`, 'controller may not import src/store/b.ts'],
    ['src/controller/a.ts', `const b = import('../elements/b.js')`, 'controller may not import src/elements/b.ts'],
    ['src/controller/assemble.ts', `import '../elements/b.js'`, 'assemble may not import src/elements/b.ts'],
    ['src/sync/a.ts', `import '../controller/b.js'`, 'sync may not import src/controller/b.ts'],
    ['src/service/a.ts', `import '../store/b.js'`, 'service may not import src/store/b.ts'],
    ['src/service/a.ts', `import { b } from '../sync/ports.js'`, 'service may not import src/sync/ports.ts'],
    ['src/service/a.ts', `import { type B } from '../sync/ports.js'`, 'service may not import src/sync/ports.ts'],
    ['src/store/a.ts', `let b: import('../service/b.js').B`, 'store may not import src/service/b.ts'],
    [
      'src/store/a.ts',
      `new Worker(new URL('../uploads/b.js', import.meta.url))`,
      'store may not import src/uploads/b.ts',
    ],
    ['src/uploads/a.ts', `import '../service/b.js'`, 'uploads may not import src/service/b.ts'],
    ['src/shared/a.ts', `import '../sync/ports.js'`, 'shared may not import src/sync/ports.ts'],
    ['src/shared/a.ts', `import { html } from 'lit'`, 'shared may not import lit'],
    ['src/index.ts', `import './elements/all.js'`, 'index may not import src/elements/all.ts'],
    ['emulator/a.ts', `import '../src/shared/ids.js'`, 'the core of the emulator may not import src/shared/ids.ts'],
    ['emulator/a.ts', `import 'node:fs'`, 'the core of the emulator may not import node:fs'],
    ['emulator/node/a.ts', `import '../../src/index.js'`, 'emulator outside its core may not import src/index.ts'],
    ['bin/gdb-info.ts', `import '../src/store/b.js'`, 'bin may not import src/store/b.ts'],
    ['bin/gdb-emulator.ts', `import '../src/shared/b.js'`, 'gdb-emulator may not import src/shared/b.ts'],
    ['src/elsewhere/a.ts', `export {}`, 'belongs to no room'],
    ['src/shared/a.ts', `const b = (c: string) => import(c)`, 'imports what is known only at run time'],
    ['src/sync/a.ts', `setTimeout(() => undefined, 1)`, 'uses setTimeout'],
    ['src/sync/a.ts', `const b = Math.random()`, 'uses Math.random'],
    ['src/sync/a.ts', `const b = Date.now`, 'uses Date.now'],
    ['src/sync/a.ts', `const b = globalThis.Date.now()`, 'uses Date.now'],
    ['src/sync/a.ts', `const { now } = Date`, 'uses Date.now'],
    ['src/sync/a.ts', `const b = new Date()`, 'uses new Date'],
    ['src/sync/a.ts', `class A extends EventTarget {}`, 'uses EventTarget'],
    ['src/sync/a.ts', `window['document'].title`, 'uses document'],
    ['src/sync/a.ts', `const { fetch } = globalThis`, 'uses fetch'],
    ['src/controller/a.ts', `await fetch('b')`, 'calls the network outside src/service'],
    ['src/controller/a.ts', `const b = { fetch }`, 'calls the network outside src/service'],
    ['src/uploads/a.ts', `await options.fetch('b')`, 'calls the network outside src/service'],
    ['src/service/a.ts', `new XMLHttpRequest()`, 'uses XMLHttpRequest'],
    ['src/service/a.ts', `navigator.sendBeacon('b')`, 'uses navigator.sendBeacon'],
    ['src/controller/a.ts', `indexedDB.deleteDatabase('b')`, 'uses indexedDB'],
  ];
  for (const [path, text, message] of forbidden) {
    it(`forbid ${path} to say: ${text}`, () => {
      assert.ok(found([path, text]).includes(message), `found: ${found([path, text]).join('; ') || 'nothing'}`);
    });
  }

  const allowed: [path: string, text: string][] = [
    ['src/index.ts', `export type { SyncState } from './sync/state.js'; export { a } from './controller/a.js'`],
    ['src/elements/a.ts', `import { html } from 'lit'; import { ref } from 'lit/directives/ref.js'`],
    [
      'src/elements/a.ts',
      `import type { B } from '../arcgis/map/index.js'; const c = import('../arcgis/map/index.js')`,
    ],
    ['src/controller/registry.ts', `const assembled = () => import('./assemble.js')`],
    ['src/controller/assemble.ts', `import '../store/a.js'; import '../service/b.js'; import '../uploads/c.js'`],
    ['src/store/a.ts', `import type { StorePort } from '../sync/ports.js'; import { openDB } from 'idb'`],
    ['src/service/a.ts', `export const send = (url: string) => fetch(url)`],
    ['src/service/a.ts', `export interface Options { fetch?: typeof fetch }`],
    ['src/controller/a.ts', `export const b = (options: { fetch?: typeof fetch }) => ({ fetch: options.fetch })`],
    ['src/arcgis/a.ts', `import type Layer from '@arcgis/core/layers/Layer.js'; export const b = { fetch }`],
    ['src/controller/a.ts', `if (typeof indexedDB === 'undefined') throw new Error()`],
    ['src/sync/a.ts', `export const at = (time: number) => new Date(time).toISOString()`],
    ['src/sync/a.ts', `export const b = (event: { document: string }) => event.document`],
    ['src/shared/clock.ts', `export const now = () => Date.now()`],
    ['emulator/app.ts', `import { Hono } from 'hono'; import { cors } from 'hono/cors'; const b = new Date()`],
    ['emulator/node/serve.ts', `import { serve } from '@hono/node-server'; import 'node:fs'; import '../app.js'`],
    ['bin/gdb-emulator.ts', `import { startEmulator } from '../emulator/node/serve.js'; import 'node:util'`],
  ];
  for (const [path, text] of allowed) {
    it(`allow ${path} to say: ${text}`, () => {
      assert.deepEqual(found([path, text]), []);
    });
  }

  it('forbid an element whatever loads assemble.ts at once, through any number of files', () => {
    const planted: [string, string][] = [
      ['src/elements/a.ts', `import '../controller/b.js'`],
      ['src/controller/b.ts', `export * from './c.js'`],
      ['src/controller/c.ts', `import './assemble.js'`],
    ];
    assert.deepEqual(found(...planted), [
      'loads assemble.ts at once: src/elements/a.ts > src/controller/b.ts > src/controller/c.ts > src/controller/assemble.ts',
    ]);
  });

  it('allow one file each to fetch, to import idb and to read the clock, and no second', () => {
    const second: [what: string, text: string][] = [
      ['calls the network', `fetch('b')`],
      ['imports idb', `import { openDB } from 'idb'`],
      ['reads the clock', `performance.now()`],
    ];
    for (const [what, text] of second) {
      const room = what === 'calls the network' ? 'service' : 'store';
      assert.deepEqual(found([`src/${room}/a.ts`, text]), []);
      assert.deepEqual(
        found([`src/${room}/a.ts`, text], [`src/${room}/b.ts`, text]),
        Array(2).fill(`${what}; one file may, these do: src/${room}/a.ts, src/${room}/b.ts`),
      );
    }
  });
});

describe('the length rule', () => {
  it(`allows ${longestFile} lines and not one more`, () => {
    const source = (lines: number): Source => ({ path: 'src/shared/a.ts', text: 'export {};\n'.repeat(lines) });
    assert.deepEqual(lengthViolations([source(longestFile)]), []);
    assert.equal(lengthViolations([source(longestFile + 1)]).length, 1);
  });
});
