import type { Database } from './database/driver.js';
import { openFeatureService } from './data/feature-service.js';
import type { LayerSeed } from './data/layer-definition.js';
import { ServiceError } from './errors.js';
import type { ScratchDatabase } from './mobile/write-geodatabase.js';
import { runJob } from './jobs.js';
import { Site } from './site.js';

/** What a new service is made of. */
export interface Publication {
  /** name of the service */
  readonly name: string;
  /** name of its site, the first part of its path */
  readonly site: string;
  readonly seed: () => readonly LayerSeed[];
  readonly options?: unknown;
}

/** All services of one emulator. */
export class Sites {
  readonly #sites = new Map<string, Site>();
  readonly #running = new Set<Promise<void>>();
  readonly #now: () => number;
  readonly #openScratch: (() => ScratchDatabase) | undefined;

  constructor(now: () => number, openScratch?: () => ScratchDatabase) {
    this.#now = now;
    this.#openScratch = openScratch;
  }

  /** Opens the service of a database, publishing it first when the database is new. Jobs that were cut short run again. */
  open(db: Database, { name, site: siteName, seed, options }: Publication): Site {
    if (this.#sites.has(siteName))
      throw new ServiceError(409, `There is a site ${siteName} already`, { httpStatus: 409 });
    const site = new Site(siteName, openFeatureService(db, { name, seed, options }), this.#openScratch);
    this.#sites.set(siteName, site);
    for (const job of site.service.jobs.unfinished()) this.startJob(site, job.id);
    return site;
  }

  /** The clock, in milliseconds since 1970. */
  now(): number {
    return this.#now();
  }

  find(name: string): Site | undefined {
    return this.#sites.get(name);
  }

  /** @param name of the site or else of the service in it */
  findByEitherName(name: string): Site | undefined {
    return this.#sites.get(name) ?? this.all.find(({ service }) => service.name === name);
  }

  get all(): Site[] {
    return [...this.#sites.values()];
  }

  /** Carries out a submitted job in the background. */
  startJob(site: Site, id: string): void {
    const running = Promise.resolve()
      .then(() => runJob(site, id, this.#now))
      .finally(() => this.#running.delete(running));
    this.#running.add(running);
  }

  async remove(name: string): Promise<void> {
    const site = this.#sites.get(name);
    this.#sites.delete(name);
    site?.faults.close();
    await Promise.all(this.#running);
    site?.close();
  }

  async close(): Promise<void> {
    for (const site of this.#sites.values()) site.faults.close();
    await Promise.all(this.#running);
    for (const site of this.#sites.values()) site.close();
    this.#sites.clear();
  }
}
