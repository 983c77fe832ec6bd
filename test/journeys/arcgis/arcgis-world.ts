/** A map page, the web server it came from, and the service its layers show: each can be stopped and started again. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type Locator, type Page } from 'playwright-core';
import { startEmulator, type RunningEmulator } from '../../../emulator/node/serve.js';
import { buildArcGISDemo, serveArcGISDemo } from '../../../scripts/arcgis-demo.mjs';
import { chromiumArgs, requireBrowser } from '../../../scripts/find-browser.mjs';
import { TestService } from '../../support/service.js';
import { MAP_TOOLS } from './map-tools.js';
import { startPbfFront } from './pbf-front.js';

/** WebGL without a graphics card. */
const SOFTWARE_GL = ['--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'];

export interface WorldOptions {
  /** Advertises PBF and quantized coordinates. */
  readonly pbf?: boolean;
  /** Every request needs a token. */
  readonly secured?: boolean;
  /** The page is on its own: nothing of it is kept. */
  readonly noServiceWorker?: boolean;
}

/** Points, lines and polygons, as layers 0, 1 and 2. */
const DATA = {
  type: 'FeatureCollection',
  features: [
    ...Array.from({ length: 12 }, (_, n) => row(`P${String(n)}`, { type: 'Point', coordinates: [2 * n, 45 + n] })),
    ...Array.from({ length: 5 }, (_, n) =>
      row(`L${String(n)}`, { type: 'LineString', coordinates: [-10, 5, 20].map((x) => [x, 30 + 3 * n + x / 10]) }),
    ),
    ...Array.from({ length: 3 }, (_, n) => {
      const [west, south] = [30, 40 + 5 * n];
      const ring = [0, 10, 10, 0, 0].map((x, i) => [west + x, south + (i === 2 || i === 3 ? 3 : 0)]);
      return row(`A${String(n)}`, { type: 'Polygon', coordinates: [ring] });
    }),
  ],
};

function row(name: string, geometry: object): object {
  return { type: 'Feature', properties: { name, notes: '' }, geometry };
}

/** The pages, built once for all worlds of a process: that takes longer than most journeys. */
let built: Promise<string> | null = null;

function builtDemo(): Promise<string> {
  const build = async (): Promise<string> => {
    const folder = mkdtempSync(join(tmpdir(), 'gdb-arcgis-demo-'));
    process.once('exit', () => {
      rmSync(folder, { recursive: true, force: true });
    });
    await buildArcGISDemo(folder);
    return folder;
  };
  return (built ??= build());
}

type Server = Awaited<ReturnType<typeof serveArcGISDemo>>;

export class ArcGISWorld {
  readonly #options: WorldOptions;
  readonly #folder: string;
  readonly page: Page;
  readonly #browser: Browser;
  #emulator: RunningEmulator | null = null;
  #front: Awaited<ReturnType<typeof startPbfFront>> | null = null;
  #web: Server | null = null;
  #ports = { emulator: 0, front: 0, web: 0 };
  #service = '';

  private constructor(made: {
    readonly options: WorldOptions;
    readonly folder: string;
    readonly browser: Browser;
    readonly page: Page;
  }) {
    this.#options = made.options;
    this.#folder = made.folder;
    this.#browser = made.browser;
    this.page = made.page;
  }

  static async start(options: WorldOptions): Promise<ArcGISWorld> {
    const folder = mkdtempSync(join(tmpdir(), 'gdb-arcgis-'));
    writeFileSync(join(folder, 'data.json'), JSON.stringify(DATA));
    await builtDemo();
    const browser = await chromium.launch({
      executablePath: requireBrowser('chromium'),
      args: [...chromiumArgs(), ...SOFTWARE_GL],
    });
    const page = await (
      await browser.newContext({
        viewport: { width: 1000, height: 750 },
        serviceWorkers: options.noServiceWorker === true ? 'block' : 'allow',
      })
    ).newPage();
    page.setDefaultTimeout(60_000);
    await page.addInitScript(MAP_TOOLS);
    const world = new ArcGISWorld({ options, folder, browser, page });
    await world.startService();
    await world.startWeb();
    return world;
  }

  async close(): Promise<void> {
    await this.#browser.close();
    await this.stopService();
    await this.stopWeb();
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 5 });
  }

  async startService(): Promise<void> {
    this.#emulator = await startEmulator({
      port: this.#ports.emulator,
      db: join(this.#folder, 'service.sqlite'),
      data: join(this.#folder, 'data.json'),
      secured: this.#options.secured === true,
    });
    this.#ports.emulator = Number(new URL(this.#emulator.url).port);
    this.#service = this.#emulator.featureServerUrl;
    if (this.#options.pbf !== true) return;
    this.#front = await startPbfFront(this.#emulator.url, this.#ports.front);
    this.#ports.front = Number(new URL(this.#front.url).port);
  }

  async stopService(): Promise<void> {
    await this.#front?.close();
    await this.#emulator?.close();
    this.#front = this.#emulator = null;
  }

  async startWeb(): Promise<void> {
    this.#web = await serveArcGISDemo(await builtDemo(), this.#ports.web);
    this.#ports.web = Number(new URL(this.#web.url).port);
  }

  async stopWeb(): Promise<void> {
    await this.#web?.close();
    this.#web = null;
  }

  /** What the office sees: the service itself. */
  get service(): TestService {
    return TestService.at(this.#service);
  }

  /** The address that the page has of it. */
  get serviceUrl(): string {
    const { emulator, front } = this.#ports;
    return this.service.url.replace(String(emulator), String(this.#options.pbf === true ? front : emulator));
  }

  /** A token of the page's user; none where the service wants none. */
  async token(): Promise<string | undefined> {
    return this.#options.secured === true ? this.service.token('inspector') : undefined;
  }

  async open(page = '', more: Readonly<Record<string, string>> = {}): Promise<void> {
    await this.visit(page, more);
    await this.drawn();
  }

  /** Without waiting for what it draws. `page`: a file of the demo; `more`: parameters of its address. */
  async visit(page: string, more: Readonly<Record<string, string>> = {}): Promise<void> {
    const token = await this.token();
    const params = {
      service: this.serviceUrl,
      layers: '2,1,0',
      ...(token ? { token, user: 'inspector' } : {}),
      ...more,
    };
    const address = new URL(page, `http://127.0.0.1:${String(this.#ports.web)}/`);
    await this.page.goto(`${address.href}?${new URLSearchParams(params).toString()}`);
  }

  async drawn(): Promise<void> {
    await this.page.waitForFunction('window.view?.ready === true && window.getSyncController !== undefined');
    await this.run('await tools.drawn();');
  }

  /** Runs in the page, with the tools of map-tools.ts. */
  run<T>(script: string): Promise<T> {
    return this.page.evaluate(`(async () => { ${script} })()`);
  }

  /** Clicks through the Editor as a person does: a point with a name and a photo. The component has another form than the widget. */
  async createByEditor(name: string, at: { readonly x: number; readonly y: number }): Promise<void> {
    const editor = this.page.locator('.esri-editor');
    const button = (text: string): Locator =>
      editor.locator('calcite-button').getByText(text, { exact: true }).locator('visible=true').last();
    await this.page.waitForFunction('window.editor?.startCreateFeaturesWorkflowAtFeatureTypeSelection !== undefined');
    await this.run('await editor.startCreateFeaturesWorkflowAtFeatureTypeSelection();');
    // The Editor draws its list twice; what is pressed in the first is hidden for good.
    await this.page.waitForTimeout(4_000);
    await editor.getByText('data_point', { exact: true }).locator('visible=true').last().click();
    const input = editor
      .locator('.esri-feature-form__label, .esri-batch-attribute-form__label')
      .filter({ hasText: 'name' })
      .locator('input')
      .first();
    // The tool that draws is loaded after the panel that says so.
    for (let tries = 0; tries < 20 && !(await input.isVisible()); tries++) {
      await this.page.mouse.click(at.x, at.y);
      await this.page.waitForTimeout(1_500);
    }
    await input.fill(name);
    const isWidget = await this.run<boolean>(`return editor.localName === undefined;`);
    await (isWidget ? editor.locator('.esri-attachments__add-attachment-button') : button('Attach')).click();
    const photo = { name: 'photo.jpg', mimeType: 'image/jpeg', buffer: Buffer.alloc(30_000, 7) };
    await editor.locator('input[type=file]').last().setInputFiles(photo);
    if (isWidget) await button('Add').click();
    await button('Create').click();
  }
}
