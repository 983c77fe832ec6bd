/**
 * A sync-enabled feature service inside a page, a worker or a process, for development, demos and tests.
 *
 * @module gdb-sync/emulator
 */
import { Hono, type Context } from 'hono';
import { cors } from 'hono/cors';
import { addControl, type ControlOptions } from './control.js';
import { cutAfter } from './cut-body.js';
import type { Database } from './database/driver.js';
import { answer } from './dispatch.js';
import type { FaultSpec } from './faults.js';
import type { ScratchDatabase } from './mobile/write-geodatabase.js';
import { operations, type Operation } from './operations.js';
import { html } from './reply.js';
import { featureServerUrl } from './site.js';
import { Sites, type Publication } from './sites.js';

/** What an emulator needs from its host. */
export interface EmulatorOptions extends Partial<ControlOptions> {
  /** database of the default service */
  readonly db: Database;
  readonly publication: Publication;
  /** the clock, in milliseconds since 1970 */
  readonly now?: () => number;
  /** faults of the default service from the start */
  readonly faults?: readonly FaultSpec[];
  /** makes databases for `dataFormat=sqlite`; without it that format is refused */
  readonly openScratch?: () => ScratchDatabase;
  /** larger request bodies are refused with 413 */
  readonly maxBodyBytes?: number;
}

/** A feature service (and more of them, on demand) as a function from requests to replies. */
export interface Emulator {
  /**
   * @param context what only the host knows about the request
   * @throws {ConnectionDropped} when a fault says that the client gets no reply
   */
  fetch(request: Request, context?: RequestContext): Promise<Response>;
  /** @returns the address of the default service below an origin */
  featureServerUrl(origin: string): string;
  close(): Promise<void>;
}

/** What a host knows about a request. */
export interface RequestContext {
  /** whether the client is on this machine: only then the control endpoint answers */
  readonly local: boolean;
}

const defaultMaxBody = 512 * 1024 * 1024;
const featureServer = '/rest/services/:service/FeatureServer';

/** @returns the emulator; it uses web standards only, so it runs in a page as well as in a server */
export function createEmulator(options: EmulatorOptions): Emulator {
  const now = options.now ?? Date.now;
  const sites = new Sites(now, options.openScratch);
  const main = sites.open(options.db, options.publication);
  for (const spec of options.faults ?? []) main.faults.add(spec);
  const app = new Hono<{ Bindings: RequestContext }>();
  app.onError((error) => {
    throw error;
  });
  app.use(
    '*',
    cors({
      origin: '*',
      allowHeaders: ['content-type', 'authorization', 'x-esri-authorization', 'range'],
      maxAge: 600,
    }),
  );
  if (options.control !== false) addControl(app, sites, options);
  const run =
    (operation: Operation) =>
    async (context: Context): Promise<Response> => {
      const site = sites.find(context.req.param('site') ?? '');
      const service = context.req.param('service');
      if (site === undefined || (service !== undefined && service !== site.service.name)) return context.notFound();
      const { rendered, cutAt } = await answer(context.req.raw, {
        site,
        operation,
        path: context.req.param(),
        now: now(),
        maxBodyBytes: options.maxBodyBytes ?? defaultMaxBody,
        startJob: (id) => sites.startJob(site, id),
      });
      const exposed =
        site.service.options.retryAfter === 'exposed' ? { 'access-control-expose-headers': 'Retry-After' } : {};
      const headers = {
        ...exposed,
        'cross-origin-resource-policy': 'cross-origin',
        ...rendered.headers,
        'content-length': String(rendered.body.length),
      };
      const body = cutAt === undefined ? (rendered.body as Uint8Array<ArrayBuffer>) : cutAfter(rendered.body, cutAt);
      return context.newResponse(body, rendered.status as 200, headers);
    };
  for (const operation of operations) app.all(`/:site${operation.path.replace(/^FS/, featureServer)}`, run(operation));
  app.notFound((context) => {
    const page = html(
      `Nothing here. The service is at ${featureServerUrl({ origin: new URL(context.req.url).origin, site: main })}`,
      404,
    );
    return context.newResponse(page.body as Uint8Array<ArrayBuffer>, 404, page.headers);
  });
  return {
    fetch: async (request, context = { local: true }) => app.fetch(request, context),
    featureServerUrl: (origin) => featureServerUrl({ origin, site: main }),
    close: () => sites.close(),
  };
}
