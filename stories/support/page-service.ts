/** A whole feature service inside the page: the emulator of the tests, on SQLite in memory. No server, so the static Storybook is alive. */
import { createEmulator, type Emulator } from '../../emulator/core.js';
import type { FaultSpec } from '../../emulator/faults.js';
import type { ServiceOptions } from '../../emulator/options.js';
import type { LogEntry } from '../../emulator/request-log.js';
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
  /** What the service itself holds of the airfields, and the files of one of them. */
  rows(where: string): Promise<readonly Row[]>;
  files(objectId: number): Promise<readonly { readonly name: string; readonly size: number }[]>;
  /** The requests of one operation so far, oldest first. */
  requests(operation: string): Promise<readonly LogEntry[]>;
  /** Signs the inspector in: what a host page's own sign-in would bring. */
  token(): Promise<string>;
  /** From now on no token counts that was given out before. */
  endTokens(): Promise<void>;
  /** Ends it, and removes what it kept in this browser. */
  end(): Promise<void>;
}

interface Row {
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** A service of its own for one story, with a controller that has not taken anything offline yet. */
export async function liveService(
  options: Partial<ControllerOptions> = {},
  behaviour: Partial<ServiceOptions> = {},
): Promise<LiveService> {
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
    options: behaviour,
    seed: () => inspections({ airfields, areas: [], photos: [] }),
  };
  const emulator = createEmulator({ db: await openPageSqlite(), publication });
  const serviceUrl = emulator.featureServerUrl(ORIGIN);
  const send = (path: string, body: Record<string, string>): Promise<Response> =>
    emulator.fetch(new Request(`${serviceUrl}${path}`, { method: 'POST', body: new URLSearchParams(body) }));
  const ask = async (address: string, init?: RequestInit): Promise<unknown> =>
    (await emulator.fetch(new Request(address, init), { local: true })).json();
  const control = `${ORIGIN}/control/services/arcgis`;
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
      const headers = { 'content-type': 'application/json' };
      await ask(`${control}/faults`, { method: 'DELETE' });
      await ask(`${control}/faults`, { method: 'POST', headers, body: JSON.stringify(faults) });
    },
    rows: async (where) => {
      const query = new URLSearchParams({ f: 'json', where, outFields: '*' }).toString();
      return ((await ask(`${serviceUrl}/0/query?${query}`)) as { features: Row[] }).features;
    },
    files: async (objectId) => {
      const reply = await ask(`${serviceUrl}/0/${String(objectId)}/attachments?f=json`);
      return (reply as { attachmentInfos: { name: string; size: number }[] }).attachmentInfos;
    },
    requests: async (operation) =>
      ((await ask(`${control}/log`)) as LogEntry[]).filter((entry) => entry.operation === operation),
    token: async () => {
      const person = { username: 'inspector', password: 'inspector', client: 'requestip', expiration: '60', f: 'json' };
      const body = new URLSearchParams(person);
      const reply = await ask(`${ORIGIN}/arcgis/tokens/generateToken`, { method: 'POST', body });
      return (reply as { token: string }).token;
    },
    endTokens: async () => {
      await ask(`${control}/revokeTokens`, { method: 'POST' });
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
