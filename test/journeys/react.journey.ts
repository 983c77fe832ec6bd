/** The React components in trees of React 18 and 19: properties, events, attributes and refs arrive, in strict mode too, and nothing is left behind. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { build, type Plugin } from 'esbuild';
import { chromium, type Browser, type Page } from 'playwright-core';
import { chromiumArgs, requireBrowser } from '../../scripts/find-browser.mjs';
import { root } from '../../scripts/run.mjs';

let browser: Browser;
let folder: string;

/** What the build makes, over the sources. */
const sources: Plugin = {
  name: 'elements-from-src',
  setup: ({ onResolve }) => {
    onResolve({ filter: /^\.\.\/(?:src\/)?elements\/.*\.js$/ }, ({ path }) => ({
      path: join(root, path.replace(/^\.\.\/(?:src\/)?/, 'src/').replace(/\.js$/, '.ts')),
    }));
  },
};

const page = `
  import { createElement, StrictMode, useState, version } from 'react';
  import { createRoot } from 'react-dom/client';
  import { flushSync } from 'react-dom';
  import { GdbSyncButton, GdbSyncProgress } from './react/index.js';
  import { ScriptedController } from '${join(root, 'test/support/scripted-controller.ts')}';
  import { scenes } from '${join(root, 'test/support/controller-states.ts')}';

  const seen = { version, asked: [], heard: 0 };
  const ref = { current: null };
  let set;
  function App({ controller }) {
    const [label, setLabel] = useState('first');
    set = setLabel;
    return createElement('div', null,
      createElement(GdbSyncButton, {
        ref, controller, className: 'mine', id: 'button', syncDirection: label === 'first' ? 'upload' : 'download',
        onGdbBeforeSync: (event) => { seen.asked.push([label, event.detail.syncDirection]); event.preventDefault(); },
        onGdbSyncStatusChange: () => { seen.heard += 1; },
      }, createElement('span', { slot: 'label' }, label)),
      createElement(GdbSyncProgress, { controller }));
  }
  const press = async () => { await ref.current.updateComplete; ref.current.shadowRoot.querySelector('.main').click(); };
  window.play = async () => {
    const controller = new ScriptedController(scenes.changesNotSent());
    const tree = createRoot(document.querySelector('#tree'));
    flushSync(() => tree.render(createElement(StrictMode, null, createElement(App, { controller }))));
    await press();
    seen.same = ref.current.controller === controller;
    seen.element = [ref.current.localName, ref.current.className, ref.current.textContent];
    flushSync(() => set('second'));
    await press();
    controller.show(scenes.completed());
    const before = seen.heard;
    tree.unmount();
    controller.show(scenes.changesNotSent());
    seen.after = seen.heard - before;
    return seen;
  };
  window.mount = async (times) => {
    const controller = new ScriptedController(scenes.changesNotSent());
    for (let at = 0; at < times; at += 1) {
      const tree = createRoot(document.querySelector('#tree'));
      flushSync(() => tree.render(createElement(App, { controller })));
      if (at % 50 === 0) await ref.current.updateComplete;
      tree.unmount();
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  };
`;

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'gdb-react-'));
  execFileSync(process.execPath, ['scripts/generate-typings.mjs'], { cwd: root });
  browser = await chromium.launch({
    executablePath: requireBrowser('chromium'),
    args: [...chromiumArgs(), '--js-flags=--expose-gc', '--enable-precise-memory-info'],
  });
});
after(async () => {
  await browser.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

async function open(react: string, dom: string): Promise<Page> {
  const { outputFiles } = await build({
    stdin: { contents: page, resolveDir: join(root, 'dist'), loader: 'js' },
    bundle: true,
    write: false,
    format: 'esm',
    define: { 'process.env.NODE_ENV': '"production"' },
    alias: { 'react-dom': dom, react },
    plugins: [sources],
    logLevel: 'silent',
  });
  const opened = await (await browser.newContext()).newPage();
  await opened.setContent('<!doctype html><div id="tree"></div>');
  await opened.addScriptTag({ type: 'module', content: outputFiles[0]?.text ?? '' });
  await opened.waitForFunction('window.play !== undefined');
  return opened;
}

for (const [name, react, dom] of [
  ['18', 'react18', 'react-dom18'],
  ['19', 'react', 'react-dom'],
] as const) {
  test(`in a tree of React ${name}`, async () => {
    const opened = await open(react, dom);
    const seen = await opened.evaluate<Record<string, unknown>>('window.play()');
    assert.match(String(seen['version']), new RegExp(`^${name}\\.`));
    assert.deepEqual(seen['element'], ['gdb-sync-button', 'mine', 'first']);
    assert.equal(seen['same'], true);
    assert.deepEqual(seen['asked'], [
      ['first', 'upload'],
      ['second', 'download'],
    ]);
    assert.equal(seen['heard'], 1);
    assert.equal(seen['after'], 0);
    await opened.context().close();
  });

  test(`1,000 mounts and unmounts in React ${name} level off`, async () => {
    const opened = await open(react, dom);
    const used = async (): Promise<number> => {
      await opened.evaluate('window.gc?.()');
      return opened.evaluate<number>('performance.memory.usedJSHeapSize');
    };
    await opened.evaluate('window.mount(300)');
    const warm = await used();
    await opened.evaluate('window.mount(1000)');
    const grown = (await used()) - warm;
    assert.ok(grown < 2_000_000, `${String(grown)} bytes were kept`);
    await opened.context().close();
  });
}
