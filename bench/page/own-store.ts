/** The database of a controller, by the store's own port: what a figure is about when network and controller are no part of it. */
import { openCatalogue } from '../../src/store/catalogue.js';
import type { CatalogueEntry, GeodatabasePort } from '../../src/sync/ports.js';
import type { Published } from '../server/serve.js';

export async function openOwnStore({ serviceUrl }: Published): Promise<GeodatabasePort> {
  const catalogue = await openCatalogue();
  const [entry] = await catalogue.find({ service: serviceUrl, geodatabase: 'default' });
  return catalogue.open(entry as CatalogueEntry);
}
