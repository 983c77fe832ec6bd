/** The copies of this device, opened when a request first wants one, and kept open as long as the worker lives. */
import { openCatalogue } from '../store/catalogue.js';
import type { CatalogueEntry, CataloguePort } from '../sync/ports.js';
import { DeviceCopy } from './device-copy.js';

/** A copy that is whole and open. */
export interface OpenCopy {
  readonly serviceUrl: string;
  readonly copy: DeviceCopy;
}

export class DeviceCopies {
  readonly #geodatabase: string;
  readonly #open = new Map<string, Promise<DeviceCopy>>();
  #catalogue: Promise<CataloguePort> | null = null;

  constructor(geodatabase: string) {
    this.#geodatabase = geodatabase;
  }

  /**
   * The copy whose service this address is of; for `…/rest/info` any of that server. Null where there is none, or several people have one here: which
   * of them is at the page, only the page knows.
   */
  async find(url: string): Promise<OpenCopy | null> {
    const address = url.toLowerCase();
    const isOf = ({ key }: CatalogueEntry): boolean => {
      const service = key.service.toLowerCase();
      const info = `${service.replace(/\/services\/.*$/, '')}/info`;
      return [service, info].some(
        (start) => address.startsWith(start) && /^([/?#]|$)/.test(address.slice(start.length)),
      );
    };
    const catalogue = await (this.#catalogue ??= openCatalogue({ worker: null }));
    const entries = (await catalogue.all()).filter(
      (entry) => entry.key.geodatabase === this.#geodatabase && isOf(entry),
    );
    const [entry] = entries;
    if (
      entry === undefined ||
      entries.some(({ key }) => key.service === entry.key.service && key.user !== entry.key.user)
    )
      return null;
    const copy = await this.#openCopy(catalogue, entry);
    return copy === null ? null : { serviceUrl: entry.key.service, copy };
  }

  async #openCopy(catalogue: CataloguePort, entry: CatalogueEntry): Promise<DeviceCopy | null> {
    const opening = this.#open.get(entry.name) ?? catalogue.open(entry).then((store) => new DeviceCopy(entry, store));
    this.#open.set(entry.name, opening);
    try {
      const copy = await opening;
      return (await copy.look()).geodatabase === null ? null : copy;
    } catch {
      // Removed by a page, or not readable now: the next request tries again.
      this.#open.delete(entry.name);
      void opening.then(
        (copy) => {
          copy.close();
        },
        () => undefined,
      );
      return null;
    }
  }
}
