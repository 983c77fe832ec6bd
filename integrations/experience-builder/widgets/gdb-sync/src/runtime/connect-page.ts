/** The experience's own ArcGIS Maps SDK, connected once for each copy of a service, however many widgets with however many copies of this library there are. */
import type { SyncController } from 'gdb-sync';
import {
  connectArcGIS,
  type ArcGISConnection,
  type EsriConfig,
  type EsriRequest,
  type IdentityManager,
} from 'gdb-sync/arcgis';
import { loadArcGISJSAPIModules } from 'jimu-arcgis';

type Connections = Map<SyncController, Promise<ArcGISConnection>>;

/** Under a global symbol: another copy of this library has other modules. */
const CONNECTIONS = Symbol.for('gdb-sync/experience-builder/1');

/** Layers of the experience answer from this device from now on, and the sync borrows its sign-in. It stays for as long as the page. */
export function connectPage(controller: SyncController): Promise<ArcGISConnection> {
  const page = globalThis as unknown as Record<symbol, Connections | undefined>;
  const known = (page[CONNECTIONS] ??= new Map<SyncController, Promise<ArcGISConnection>>());
  const connection = known.get(controller) ?? connect(controller);
  known.set(controller, connection);
  return connection;
}

async function connect(controller: SyncController): Promise<ArcGISConnection> {
  const names = ['esri/config', 'esri/request', 'esri/identity/IdentityManager'];
  const [config, request, esriId] = await loadArcGISJSAPIModules(names);
  return connectArcGIS({
    controller,
    config: config as EsriConfig,
    request: request as EsriRequest,
    esriId: esriId as IdentityManager,
  });
}
