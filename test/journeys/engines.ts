/** Clients in three browser engines behind one face: a page each, with an origin or a profile of its own. */
import { chromium } from 'playwright-core';
import puppeteer from 'puppeteer-core';
import { chromiumArgs, requireBrowser } from '../../scripts/find-browser.mjs';

/** A page in some engine. */
export interface Client {
  readonly name: string;
  /** Runs JavaScript in the page; its value comes back as JSON. */
  run(script: string): Promise<unknown>;
}

/** Some clients, and the end of them. */
export interface Engine {
  readonly clients: readonly Client[];
  close(): Promise<void>;
}

/** Contexts of one Chromium. */
export async function chromiumClients(url: string, count: number): Promise<Engine> {
  const browser = await chromium.launch({ executablePath: requireBrowser('chromium'), args: chromiumArgs() });
  const clients: Client[] = [];
  for (let at = 0; at < count; at += 1) {
    const page = await (await browser.newContext()).newPage();
    await page.goto(url);
    clients.push({ name: `Chromium ${String(at + 1)}`, run: (script) => page.evaluate(script) });
  }
  return { clients, close: () => browser.close() };
}

/** User contexts of one Firefox. */
export async function firefoxClients(url: string, count: number): Promise<Engine> {
  const executablePath = requireBrowser('firefox');
  const browser = await puppeteer.launch({ browser: 'firefox', headless: true, executablePath });
  const clients: Client[] = [];
  for (let at = 0; at < count; at += 1) {
    const page = await (await browser.createBrowserContext()).newPage();
    await page.goto(url);
    clients.push({ name: `Firefox ${String(at + 1)}`, run: (script) => page.evaluate(script) });
  }
  return { clients, close: () => browser.close() };
}

/** Windows of one WebKit session, which allows no second one: each at an origin of its own. `port`: of the WebKitWebDriver. */
export async function webkitClients(urls: readonly string[], port: number): Promise<Engine> {
  const ask = async (method: string, path: string, body?: object): Promise<unknown> => {
    const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
    const reply = (await (await fetch(`http://127.0.0.1:${String(port)}${path}`, init)).json()) as { value: unknown };
    const { error, message } = (reply.value ?? {}) as { error?: string; message?: string };
    if (error !== undefined) throw new Error(`${path}: ${error} ${message ?? ''}`);
    return reply.value;
  };
  const binary = requireBrowser('webkit');
  const alwaysMatch = { browserName: 'MiniBrowser', 'webkitgtk:browserOptions': { binary, args: ['--automation'] } };
  const { sessionId } = (await ask('POST', '/session', { capabilities: { alwaysMatch } })) as { sessionId: string };
  const session = `/session/${sessionId}`;
  // One session has one window at a time, so requests wait for each other.
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = turn.then(work, work);
    turn = result.catch(() => undefined);
    return result;
  };
  const clients: Client[] = [];
  for (const [at, url] of urls.entries()) {
    const handle =
      at === 0
        ? await ask('GET', `${session}/window`)
        : ((await ask('POST', `${session}/window/new`, { type: 'window' })) as { handle: string }).handle;
    const run = (script: string): Promise<unknown> =>
      inTurn(async () => {
        await ask('POST', `${session}/window`, { handle });
        return ask('POST', `${session}/execute/sync`, { script: `return (${script})`, args: [] });
      });
    await ask('POST', `${session}/window`, { handle });
    await ask('POST', `${session}/url`, { url });
    clients.push({ name: `WebKit ${String(at + 1)}`, run });
  }
  return {
    clients,
    close: async () => {
      await ask('DELETE', session);
    },
  };
}
