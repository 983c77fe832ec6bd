/** A whole feature service inside the page: the emulator of the tests, on SQLite in memory. No server, so the static Storybook is alive. */
import { createEmulator, type Emulator } from '../../emulator/core.js';
import type { FaultSpec } from '../../emulator/faults.js';
import { inspections } from '../../emulator/seed/inspections.js';
import { PageController } from '../../src/controller/page-controller.js';
import { getSyncController } from '../../src/controller/registry.js';
import type { ControllerOptions, SyncController } from '../../src/controller/types.js';
import { currentNetwork } from './network.js';
import { openPageSqlite } from './page-sqlite.js';

const ORIGIN = 'https://in-this-page.example';

/** What the service holds: a few airfields to inspect. */
const PLACES: readonly (readonly [name: string, code: string, longitude: number, latitude: number])[] = [
  ['Zürich', 'ZRH', 8.55, 47.46],
  ['Genève', 'GVA', 6.11, 46.24],
  ['Basel', 'BSL', 7.53, 47.59],
  ['Bern', 'BRN', 7.5, 46.91],
  ['Lugano', 'LUG', 8.91, 46.0],
  ['Sion', 'SIR', 7.33, 46.22],
  ['St. Gallen', 'ACH', 9.56, 47.49],
  ['Samedan', 'SMV', 9.88, 46.53],
];

export interface LiveService {
  readonly emulator: Emulator;
  readonly controller: SyncController;
  /** What another tab of this browser has: a controller of its own on the same database. */
  anotherTab(): Promise<SyncController>;
  /** What goes wrong from now on; an empty list ends it. */
  strike(faults: readonly FaultSpec[]): Promise<void>;
  /** Another person changes a feature on the service. */
  officeEdits(attributes: Readonly<Record<string, unknown>>): Promise<void>;
  /** Ends it, and removes what it kept in this browser. */
  end(): Promise<void>;
}

/** A service of its own for one story, with a controller that has not taken anything offline yet. */
export async function liveService(options: Partial<ControllerOptions> = {}): Promise<LiveService> {
  const airfields = PLACES.map(([name, code, longitude, latitude]) => ({
    name,
    code,
    longitude,
    latitude,
    elevationM: 400,
  }));
  const publication = {
    name: 'Inspections',
    site: 'arcgis',
    seed: () => inspections({ airfields, areas: [], photos: [] }),
  };
  const emulator = createEmulator({ db: await openPageSqlite(), publication });
  const serviceUrl = emulator.featureServerUrl(ORIGIN);
  const send = (path: string, body: Record<string, string>): Promise<Response> =>
    emulator.fetch(new Request(`${serviceUrl}${path}`, { method: 'POST', body: new URLSearchParams(body) }));
  const tabs: SyncController[] = [];
  const wanted: ControllerOptions & { readonly geodatabase: string } = {
    ...options,
    serviceUrl,
    geodatabase: `story-${crypto.randomUUID()}`,
    fetch: async (input, init) => {
      if (currentNetwork() === 'offline') throw new TypeError('Failed to fetch');
      if (currentNetwork() === 'slow') await new Promise((resolve) => setTimeout(resolve, 1200));
      init?.signal?.throwIfAborted();
      return emulator.fetch(new Request(input, init)).catch(() => {
        throw new TypeError('Failed to fetch');
      });
    },
  };
  const controller = getSyncController(wanted);
  return {
    emulator,
    controller,
    anotherTab: async () => {
      const tab = new PageController(wanted, { onClosed: () => undefined });
      tabs.push(tab);
      await tab.ready;
      return tab;
    },
    strike: async (faults) => {
      const control = `${ORIGIN}/control/services/arcgis/faults`;
      const headers = { 'content-type': 'application/json' };
      await emulator.fetch(new Request(control, { method: 'DELETE' }), { local: true });
      const body = JSON.stringify(faults);
      await emulator.fetch(new Request(control, { method: 'POST', headers, body }), { local: true });
    },
    officeEdits: async (attributes) => {
      const reply = await send('/0/updateFeatures', { f: 'json', features: JSON.stringify([{ attributes }]) });
      const said = await reply.text();
      if (!said.includes('"success":true')) throw new Error(`The office could not write: ${said}`);
    },
    end: async () => {
      for (const tab of tabs) tab.close();
      controller.cancel();
      await controller.unregisterGeodatabase({ discardPendingEdits: true }).catch(() => undefined);
      controller.close();
      await emulator.close();
    },
  };
}
