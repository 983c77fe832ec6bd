/** A page that a service worker controls, as a frame of the test's own page, which none controls. */

/** Of the pages that the worker serves. The test's own page is outside. */
const SCOPE = new URL('/test/service-worker/', location.href).href;

export class WorkerPage {
  readonly #frame: HTMLIFrameElement;

  private constructor(frame: HTMLIFrameElement) {
    this.#frame = frame;
  }

  /** Registers the worker, waits until it is in charge, and opens a page. */
  static async open(params: Readonly<Record<string, string>> = {}): Promise<WorkerPage> {
    const registration = await register(params);
    await active(registration);
    return WorkerPage.again();
  }

  /** One more page, or the same anew. */
  static async again(): Promise<WorkerPage> {
    const frame = document.createElement('iframe');
    frame.src = `${SCOPE}page.html`;
    document.body.append(frame);
    await new Promise((resolve) => {
      frame.addEventListener('load', resolve, { once: true });
    });
    const page = new WorkerPage(frame);
    const { serviceWorker } = page.window.navigator;
    while (serviceWorker.controller === null) await pause(20);
    return page;
  }

  get window(): Window & typeof globalThis {
    const { contentWindow } = this.#frame;
    if (contentWindow === null) throw new Error('The page is closed.');
    return contentWindow as Window & typeof globalThis;
  }

  fetch(url: string, init?: RequestInit): Promise<Response> {
    return this.window.fetch(url, init);
  }

  async json(url: string, init?: RequestInit): Promise<Record<string, unknown>> {
    return (await (await this.fetch(url, init)).json()) as Record<string, unknown>;
  }

  /** Width of a picture as an `<img>` of the page shows it; rejects when it shows none. */
  async imageWidth(src: string): Promise<number> {
    const image = this.window.document.createElement('img');
    image.src = src;
    await image.decode();
    return image.naturalWidth;
  }

  close(): void {
    this.#frame.remove();
  }
}

/** Another worker under the same scope is a new version of it. */
export async function register(params: Readonly<Record<string, string>>): Promise<ServiceWorkerRegistration> {
  const url = `${SCOPE}worker.js?${new URLSearchParams(params).toString()}`;
  return navigator.serviceWorker.register(url, { scope: SCOPE, type: 'module' });
}

export async function active(registration: ServiceWorkerRegistration): Promise<void> {
  const isSettled = (): boolean =>
    registration.active?.state === 'activated' && registration.installing === null && registration.waiting === null;
  for (let i = 0; !isSettled(); i++) {
    if (i > 400) throw new Error('The service worker is not in charge.');
    await pause(25);
  }
}

export async function unregister(): Promise<void> {
  await (await navigator.serviceWorker.getRegistration(SCOPE))?.unregister();
  for (const name of await caches.keys()) await caches.delete(name);
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
