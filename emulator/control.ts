import type { Context, Hono } from 'hono';
import type { RequestContext } from './core.js';
import { readLayers } from './data/infer-service.js';
import type { LayerSeed } from './data/layer-definition.js';
import { reprojectSeed } from './data/reproject-seed.js';
import { transaction, type Database } from './database/driver.js';
import { ServiceError } from './errors.js';
import { readSpatialReference } from './geometry/project.js';
import { asArray, isRecord, parseJson } from './json.js';
import { featureServerUrl, siteUrl, type Site } from './site.js';
import type { Sites } from './sites.js';
import { profiles } from './variants/profiles.js';
import { variants } from './variants/table.js';

/** How further services are made. */
export interface ControlOptions {
  /** false: no control endpoint */
  readonly control: boolean;
  /** @returns an empty database for a service of its own */
  readonly openDatabase: (site: string) => Database;
  /** what a new service holds unless its layers come with the request. @param sample at most so many features per layer */
  readonly seed: (sample: number | undefined) => readonly LayerSeed[];
}

/** First parts of paths that belong to others. */
const reserved: ReadonlySet<string> = new Set(['control']);

type App = Hono<{ Bindings: RequestContext }>;
type ControlContext = Context<{ Bindings: RequestContext }>;

/** `/control/services`: makes services, breaks them on purpose, and shows what they were asked. Only for this machine. */
export function addControl(app: App, sites: Sites, options: Partial<ControlOptions>): void {
  const action =
    (work: (site: Site, body: unknown, context: ControlContext) => unknown) => async (context: ControlContext) => {
      return guarded(context, async () => {
        const site = sites.findByEitherName(context.req.param('site') ?? '');
        if (site === undefined) throw new ServiceError(404, 'There is no such service', { httpStatus: 404 });
        return work(site, await readBody(context), context);
      });
    };
  const base = '/control/services/:site';
  app.get('/control/variants', (context) => guarded(context, () => variants));
  app.get('/control/profiles', (context) => guarded(context, () => profiles));
  app.get('/control/services', (context) => guarded(context, () => sites.all.map((site) => describe(context, site))));
  app.post('/control/services', (context) =>
    guarded(context, async () => describe(context, create(sites, options, await readBody(context)))),
  );
  app.get(
    base,
    action((site, _body, context) => describe(context, site)),
  );
  app.delete(
    base,
    action(async (site) => ({ removed: (await sites.remove(site.name), site.name) })),
  );
  app.get(
    `${base}/log`,
    action((site) => site.log.entries),
  );
  app.delete(
    `${base}/log`,
    action((site) => (site.log.clear(), {})),
  );
  app.get(
    `${base}/faults`,
    action((site) => site.faults.all),
  );
  app.post(
    `${base}/faults`,
    action((site, body) => (Array.isArray(body) ? body : [body]).map((spec) => site.faults.add(spec))),
  );
  app.delete(
    `${base}/faults`,
    action((site) => (site.faults.clear(), [])),
  );
  app.post(
    `${base}/release`,
    action((site, body) => ({ released: site.faults.release(idOf(body)) })),
  );
  app.get(
    `${base}/options`,
    action((site) => site.service.options),
  );
  app.post(
    `${base}/options`,
    action((site, body) => (site.service.configure(body), site.service.options)),
  );
  app.post(
    `${base}/revokeTokens`,
    action((site) => (site.service.tokens.revokeAll(), {})),
  );
  app.post(
    `${base}/post`,
    action((site, body) => ({
      posted: forVersions(site, body, (name) => site.service.versions.post(name, sites.now())),
    })),
  );
  app.post(
    `${base}/reconcile`,
    action((site, body) => ({
      reconciled: forVersions(site, body, (name) => site.service.versions.reconcile(name, sites.now())),
    })),
  );
  app.post(
    `${base}/forgetChanges`,
    action((site) => ({ minServerGen: forgetChanges(site) })),
  );
}

/** What the office does with one version, or with each. @returns how many rows and attachments of which version */
function forVersions({ service }: Site, body: unknown, work: (name: string) => number): Record<string, number> {
  const { db, versions } = service;
  const wanted = isRecord(body) ? body['version'] : undefined;
  if (wanted !== undefined && (typeof wanted !== 'string' || versions.find(wanted) === undefined))
    throw new ServiceError(404, 'There is no such version', { httpStatus: 404 });
  const names = wanted === undefined ? versions.names : [wanted];
  return transaction(db, () => Object.fromEntries(names.map((name) => [name, work(name)])));
}

/** Older generations than the present one can no longer be synchronized. */
function forgetChanges({ service }: Site): number {
  for (const { changes } of [service, ...service.versions.all]) changes.forget(changes.current);
  return service.changes.minimum;
}

function create(sites: Sites, options: Partial<ControlOptions>, body: unknown): Site {
  const { openDatabase, seed } = options;
  if (openDatabase === undefined || seed === undefined)
    throw new ServiceError(400, 'This emulator makes no further services', { httpStatus: 400 });
  const wanted = isRecord(body) ? body : {};
  const name = typeof wanted['name'] === 'string' ? wanted['name'].replace(/\W/g, '_') : '';
  const site = name || `s${crypto.randomUUID().slice(0, 8)}`;
  if (reserved.has(site) || sites.find(site) !== undefined)
    throw new ServiceError(409, `The name ${site} is taken`, { httpStatus: 409 });
  const sample = typeof wanted['sample'] === 'number' ? wanted['sample'] : undefined;
  const layers = wanted['layers'] === undefined ? undefined : readLayers(asArray(wanted['layers']));
  const wkid = readSpatialReference(wanted['wkid']);
  const content = (): readonly LayerSeed[] => layers ?? seed(sample);
  return sites.open(openDatabase(site), {
    name: name || 'Inspections',
    site,
    seed: () => (wkid === undefined ? content() : reprojectSeed(content(), wkid)),
    options: wanted['options'],
  });
}

function describe(context: ControlContext, site: Site): Record<string, unknown> {
  const { origin } = new URL(context.req.url);
  const at = { origin, site };
  return {
    id: site.name,
    name: site.service.name,
    url: featureServerUrl(at),
    site: siteUrl(at),
    control: `${origin}/control/services/${site.name}`,
  };
}

/** Pages of other machines could reach this port through the browser of this one: their origin gives them away. */
async function guarded(context: ControlContext, work: () => unknown): Promise<Response> {
  try {
    if (!context.env.local || !isLocalOrigin(context.req.header('origin'))) {
      throw new ServiceError(403, 'The control endpoint answers to this machine only', { httpStatus: 403 });
    }
    return context.json((await work()) as object);
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return context.json(error.body(), error.httpStatus === 200 ? 400 : (error.httpStatus as 400));
  }
}

function isLocalOrigin(origin: string | undefined): boolean {
  if (origin === undefined) return true;
  return /^https?:\/\/(localhost|127(\.\d+){3}|\[::1\])(:\d+)?$/i.test(origin);
}

async function readBody(context: ControlContext): Promise<unknown> {
  const text = await context.req.text();
  if (text.trim() === '') return undefined;
  try {
    return parseJson(text);
  } catch {
    throw new ServiceError(400, 'JSON expected', { httpStatus: 400 });
  }
}

function idOf(body: unknown): number | undefined {
  return isRecord(body) && typeof body['id'] === 'number' ? body['id'] : undefined;
}
