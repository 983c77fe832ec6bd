/** Says whether this page opens offline, and sees to it that it does. */

/** The one worker of this page; anything else is refused by the policy below. */
const WORKER = './app-shell.js';
/** The worker says at once that other pages are open; to take over it needs a second. */
const PATIENCE_MS = 3000;

export type Offline = 'not-yet' | 'yes' | 'no';

interface Policies {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): string };
}

export class Shell {
  opensOffline: Offline = 'not-yet';
  /** Another version of this page is here and waits. */
  hasUpdate: boolean = false;
  /** The new version waits for other tabs to be closed. */
  isBlocked: boolean = false;
  readonly #onChange: () => void;
  #registration: ServiceWorkerRegistration | null = null;
  #patience: ReturnType<typeof setTimeout> | undefined;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  async start(): Promise<void> {
    try {
      const workers = navigator.serviceWorker;
      const hadOne = workers.controller !== null;
      workers.addEventListener('controllerchange', () => {
        if (hadOne) location.reload();
      });
      workers.addEventListener('message', ({ data }) => {
        if (data !== 'other-pages-open') return;
        clearTimeout(this.#patience);
        this.isBlocked = true;
        this.#onChange();
      });
      this.#registration = await workers.register(trusted(WORKER), { updateViaCache: 'none' });
      this.#registration.addEventListener('updatefound', () => {
        this.#follow(this.#registration?.installing);
      });
      this.#follow(this.#registration.installing);
      this.#tellUpdate();
      await workers.ready;
      this.opensOffline = 'yes';
    } catch {
      const isServed = 'serviceWorker' in navigator && navigator.serviceWorker.controller !== null;
      this.opensOffline = isServed ? 'yes' : 'no';
    }
    this.#onChange();
  }

  useUpdate(): void {
    this.#registration?.waiting?.postMessage('take-over');
    clearTimeout(this.#patience);
    // Chromium may miss that the version before has nothing left to do: a visit makes it look again.
    this.#patience = setTimeout(() => {
      location.reload();
    }, PATIENCE_MS);
  }

  #follow(worker: ServiceWorker | null | undefined): void {
    worker?.addEventListener('statechange', () => {
      if (worker.state === 'redundant' && navigator.serviceWorker.controller === null) this.opensOffline = 'no';
      this.#tellUpdate();
    });
  }

  #tellUpdate(): void {
    this.hasUpdate = this.#registration?.waiting !== null && navigator.serviceWorker.controller !== null;
    this.#onChange();
  }
}

/** Pages with `require-trusted-types-for` take a worker's address from a policy only. */
function trusted(url: string): string {
  const { trustedTypes } = globalThis as { trustedTypes?: Policies };
  const policy = trustedTypes?.createPolicy('gdb-sync', {
    createScriptURL: (asked) => {
      if (asked !== WORKER) throw new TypeError('Not the worker of this page.');
      return asked;
    },
  });
  return policy?.createScriptURL(url) ?? url;
}
