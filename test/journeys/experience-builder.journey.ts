/**
 * The Experience Builder widget in an imitation of its host: SystemJS modules, React 19, `--sys-*` theme variables, globals that a bundle can trip over,
 * and two widgets with two copies of the library. `config` and `request` are those of the real ArcGIS Maps SDK, service and browser are real too.
 */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { chromium, type Browser, type Page } from 'playwright-core';
import { startEmulator } from '../../emulator/node/serve.js';
import { buildExperienceBuilder } from '../../scripts/experience-builder.mjs';
import { chromiumArgs, requireBrowser } from '../../scripts/find-browser.mjs';
import { serveFolder } from '../../scripts/serve-folder.mjs';
import { TestService } from '../support/service.js';

const WIDGETS = 'integrations/experience-builder/widgets/gdb-sync';

describe('the Experience Builder widget', { timeout: 600_000 }, () => {
  let folder: string;
  let emulator: Awaited<ReturnType<typeof startEmulator>>;
  let service: TestService;
  let server: Awaited<ReturnType<typeof serveFolder>>;
  let browser: Browser;
  let page: Page;
  const problems: string[] = [];

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'gdb-experience-'));
    emulator = await startEmulator({ port: 0, db: join(folder, 'service.sqlite') });
    service = await TestService.create({}, 60, emulator.url.replace(/\/$/, ''));
    await buildExperienceBuilder(join(folder, 'page'), ['first', 'second']);
    server = await serveFolder(join(folder, 'page'));
    browser = await chromium.launch({ executablePath: requireBrowser('chromium'), args: chromiumArgs() });
    page = await browser.newPage({ viewport: { width: 900, height: 1200 } });
    page.on('pageerror', (error) => problems.push(String(error)));
    await page.goto(server.url);
    await page.waitForFunction('window.experience !== undefined');
  });

  after(async () => {
    await browser.close();
    server.close();
    await emulator.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  const run = <T>(script: string): Promise<T> => page.evaluate(`(async () => { ${script} })()`);
  const config = (): string =>
    JSON.stringify({
      ...(JSON.parse(readFileSync(`${WIDGETS}/config.json`, 'utf8')) as object),
      serviceUrl: service.url,
    });

  it('has a manifest whose name is that of its folder, and texts in every language that it names', () => {
    const manifest = JSON.parse(readFileSync(`${WIDGETS}/manifest.json`, 'utf8')) as {
      readonly name: string;
      readonly dependency: string;
      readonly exbVersion: string;
      readonly translatedLocales: readonly string[];
    };
    assert.equal(manifest.name, 'gdb-sync');
    assert.equal(manifest.dependency, 'jimu-arcgis');
    assert.equal(manifest.exbVersion, '1.21.0');
    const keysOf = (text: string): string[] =>
      [...text.matchAll(/^\s+(\w+):(?!\/)/gm)].map(([, key]) => String(key)).sort();
    for (const part of ['runtime', 'setting'])
      for (const lang of manifest.translatedLocales.filter((one) => one !== 'en')) {
        const english = keysOf(readFileSync(`${WIDGETS}/src/${part}/translations/default.ts`, 'utf8'));
        const own = keysOf(readFileSync(`${WIDGETS}/src/${part}/translations/${lang}.js`, 'utf8'));
        assert.deepEqual(
          own.filter((key) => key !== 'execute'),
          english,
        );
      }
  });

  it('says what is missing while no service is set', async () => {
    await run(`await experience.openWidget('first', 'widget_0', { config: { serviceUrl: '', geodatabase: '' } });`);
    await page.getByText('Name a feature service in the settings of this widget.').waitFor();
  });

  it('two widgets with two copies of the library share one controller, and connect the map once', async () => {
    await run(`experience.addDataSource('ds_1', ${JSON.stringify(`${service.url}/0`)});
      const props = { config: ${config()}, useMapWidgetIds: ['map_1'], useDataSources: [{ dataSourceId: 'ds_1', mainDataSourceId: 'ds_1' }] };
      await experience.openWidget('first', 'widget_1', props);
      await experience.openWidget('second', 'widget_2', props);`);
    await page.waitForFunction(`document.querySelectorAll('gdb-sync-button[state="not-offline"]').length === 2`);
    const files = await run<string[]>(
      `return performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname).filter((path) => path.endsWith('/runtime/widget.js'));`,
    );
    assert.deepEqual(files.sort(), ['/first/dist/runtime/widget.js', '/second/dist/runtime/widget.js']);
    assert.equal(
      await run(`const [one, two] = document.querySelectorAll('gdb-sync-button');
      return one.controller !== undefined && one.controller === two.controller;`),
      true,
    );
    assert.equal(
      await run(
        `const [config] = await experience.loadArcGISJSAPIModules(['esri/config']); return config.request.interceptors.length;`,
      ),
      1,
    );
  });

  it('wears the theme of the experience', async () => {
    const colours = await run<string[]>(
      `return [...document.querySelector('gdb-sync-button').shadowRoot.querySelectorAll('*')].map((one) => getComputedStyle(one).backgroundColor);`,
    );
    assert.ok(colours.includes('rgb(138, 43, 226)'), [...new Set(colours)].join());
  });

  it('says to keep the page open, since it could not be opened without a connection', async () => {
    assert.equal(await page.locator('.gdb-keep-open').count(), 2);
  });

  it('takes the area of the map offline, and shows the attachments of the record that is selected', async () => {
    await page.locator('gdb-sync-button').first().locator('.main').click();
    await page.locator('gdb-sync-button').first().locator('[data-action="take"]').click();
    await page.waitForFunction(`document.querySelectorAll('gdb-sync-button[state="ready"]').length === 2`, null, {
      timeout: 60_000,
    });
    const [objectId, globalId] = await run<[number, string]>(`
      const { controller } = document.querySelector('gdb-sync-button');
      const { features: [feature] } = await controller.queryFeatures(0, { resultRecordCount: 1 });
      experience.select('ds_1', [String(feature.objectId)]);
      return [feature.objectId, feature.globalId];`);
    assert.ok(objectId > 0);
    await page.waitForFunction(
      `[...document.querySelectorAll('gdb-attachment-picker')].every((picker) => picker.layerId === 0 && picker.globalId === ${JSON.stringify(globalId)})`,
    );
  });

  it('answers the layers of the experience when the service is gone', async () => {
    await emulator.close();
    const count = await run<number>(`const [request] = await experience.loadArcGISJSAPIModules(['esri/request']);
      const { data } = await request(${JSON.stringify(`${service.url}/0/query`)}, { query: { f: 'json', where: '1=1', returnCountOnly: true } });
      return data.count;`);
    assert.ok(count > 0);
    assert.deepEqual(problems, []);
  });

  it('has a settings page that says each change', async () => {
    await run(`window.changes = [];
      await experience.openSetting('first', 'widget_1', { config: ${config()}, onSettingChange: (change) => window.changes.push(change) });`);
    await page.getByLabel('Layers').fill('0,1');
    await page.getByLabel('Layers').blur();
    await page.getByLabel('Sync by itself').click();
    await page.getByRole('button', { name: 'Select the map' }).click();
    await page.getByRole('button', { name: 'Select the data' }).click();
    const changes = await run<Record<string, unknown>[]>('return JSON.parse(JSON.stringify(window.changes));');
    assert.ok(changes.every(({ id }) => id === 'widget_1'));
    assert.equal((changes[0]?.['config'] as { layers?: string } | undefined)?.layers, '0,1');
    assert.equal((changes[1]?.['config'] as { autoSync?: boolean } | undefined)?.autoSync, true);
    assert.deepEqual(changes[2]?.['useMapWidgetIds'], ['map_1']);
    assert.deepEqual(
      changes.slice(3).map(({ useDataSourcesEnabled, useDataSources }) => useDataSourcesEnabled ?? useDataSources),
      [true, [{ dataSourceId: 'ds_1', mainDataSourceId: 'ds_1' }]],
    );
  });
});
