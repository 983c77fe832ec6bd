/** The elements put on a page and taken away again, a thousand times: nodes, listeners and memory, counted by the browser itself, level off. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { chromium, type Browser, type CDPSession } from 'playwright-core';
import { chromiumArgs, requireBrowser } from '../../scripts/find-browser.mjs';
import { bundled } from './script-page.js';

const tags = ['gdb-sync-button', 'gdb-sync-progress', 'gdb-edit-errors', 'gdb-attachment-picker'] as const;
const page = `
  import './src/elements/all.ts';
  import { attachmentScenes, FEATURE } from './test/support/attachment-scenes.ts';
  import { withErrors } from './test/support/error-scenes.ts';
  import { scenes } from './test/support/controller-states.ts';
  import { ScriptedController } from './test/support/scripted-controller.ts';

  const controllers = {
    'gdb-sync-button': new ScriptedController(scenes.waitingRetry()),
    'gdb-sync-progress': new ScriptedController(scenes.uploading()),
    'gdb-edit-errors': withErrors(40),
    'gdb-attachment-picker': await attachmentScenes.everyState(),
  };
  const opens = {
    'gdb-sync-button': '#more',
    'gdb-edit-errors': '[data-action=more]',
    'gdb-attachment-picker': '[data-action=preview]',
  };
  window.mount = async (tag, times) => {
    for (let at = 0; at < times; at += 1) {
      const element = document.createElement(tag);
      Object.assign(element, { controller: controllers[tag], layerId: 0, globalId: FEATURE });
      document.body.append(element);
      await element.updateComplete;
      // What a person opens is part of what must go.
      for (let round = 0; round < 50 && opens[tag] && !element.shadowRoot.querySelector(opens[tag]); round += 1)
        await new Promise((resolve) => setTimeout(resolve));
      if (opens[tag]) element.shadowRoot.querySelector(opens[tag]).click();
      await new Promise((resolve) => setTimeout(resolve, at % 10 === 0 ? 30 : 0));
      element.remove();
    }
    await new Promise((resolve) => setTimeout(resolve, 300));
  };
`;

let browser: Browser;
before(async () => {
  browser = await chromium.launch({ executablePath: requireBrowser('chromium'), args: chromiumArgs() });
});
after(() => browser.close());

interface Counts {
  readonly nodes: number;
  readonly listeners: number;
  /** Bytes. */
  readonly heap: number;
}

async function count(cdp: CDPSession): Promise<Counts> {
  // Twice: what the first round lets go of may hold more.
  for (let round = 0; round < 2; round += 1) await cdp.send('HeapProfiler.collectGarbage');
  const { metrics } = await cdp.send('Performance.getMetrics');
  const of = (name: string): number => metrics.find((metric) => metric.name === name)?.value ?? NaN;
  return { nodes: of('Nodes'), listeners: of('JSEventListeners'), heap: of('JSHeapUsedSize') };
}

for (const tag of tags)
  test(`${tag}: 1,000 mounts and unmounts level off`, async () => {
    const script = await bundled(page);
    const opened = await (await browser.newContext()).newPage();
    await opened.setContent('<!doctype html><html lang="en"><title>mounts</title>');
    await opened.addScriptTag({ type: 'module', content: script });
    await opened.waitForFunction('window.mount !== undefined');
    const cdp = await opened.context().newCDPSession(opened);
    await cdp.send('Performance.enable');
    const mount = (times: number): Promise<unknown> => opened.evaluate(`window.mount('${tag}', ${String(times)})`);
    await mount(200);
    const warm = await count(cdp);
    await mount(800);
    const end = await count(cdp);
    console.log(`${tag}: ${JSON.stringify(warm)} after 200, ${JSON.stringify(end)} after 1,000`);
    assert.ok(end.nodes - warm.nodes < 100, `${String(end.nodes - warm.nodes)} nodes were kept`);
    assert.ok(end.listeners - warm.listeners < 10, `${String(end.listeners - warm.listeners)} listeners were kept`);
    assert.ok(end.heap - warm.heap < 1_000_000, `${String(end.heap - warm.heap)} bytes were kept`);
    await opened.context().close();
  });
