/** The test plays the server: a scripted fetch with hand-written bodies, one for each variant a service may answer. */
import { isGdbError, type GdbError } from '../../src/shared/errors.js';
import type { LayerSchema } from '../../src/shared/esri.js';
import type { Delivery, ReplicaReply } from '../../src/sync/ports.js';
import { createService, type ServiceOptions } from '../../src/service/create-service.js';
import { seam } from '../conformance/seam.js';

export const SERVICE = 'https://gis.example.com/arcgis/rest/services/Trees/FeatureServer';

/** A request as it reached the server. */
export interface Seen {
  readonly method: string;
  readonly url: URL;
  /** Form fields of a POST, query of a GET. */
  readonly fields: Readonly<Record<string, string>>;
  readonly file: File | null;
  readonly init: RequestInit;
}

export type Script = (request: Seen, index: number) => Response | Promise<Response>;

export interface Played {
  readonly fetch: typeof fetch;
  readonly seen: Seen[];
}

export function play(script: Script): Played {
  const seen: Seen[] = [];
  const send = async (input: RequestInfo | URL, init: RequestInit = {}): Promise<Response> => {
    const url = new URL(input instanceof Request ? input.url : input);
    // A fragment never leaves the browser.
    url.hash = '';
    const body = init.body;
    const entries =
      body instanceof FormData || body instanceof URLSearchParams
        ? [...body.entries()]
        : [...url.searchParams.entries()];
    const attached = entries.map(([, value]) => value).find((value) => value instanceof File) ?? null;
    const sent = Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
    const passing = attached === null ? sent : { ...sent, file: attached.name };
    const { file: kept, ...fields } = seam.current?.request(url, passing) ?? passing;
    const file = kept === undefined ? null : attached;
    const request = { method: init.method ?? 'GET', url, fields, file, init };
    seen.push(request);
    const response = await script(request, seen.length - 1);
    return seam.current?.reply(url, response) ?? response;
  };
  return { fetch: send, seen };
}

export function json(body: unknown, init: { readonly status?: number } = {}): Response {
  return new Response(JSON.stringify(body), { ...init, headers: { 'content-type': 'application/json' } });
}

export function failure(code: number, message: string, details: unknown = []): Response {
  return json({ error: { code, message, details } });
}

export function html(status = 200): Response {
  return new Response('<!doctype html><title>Hotel Wi-Fi</title>', {
    status,
    headers: { 'content-type': 'text/html' },
  });
}

/** A service that answers as the script says. */
export function serve(
  script: Script,
  options: Partial<ServiceOptions> = {},
): Played & { readonly service: ReturnType<typeof createService> } {
  const played = play(script);
  return { ...played, service: createService({ serviceUrl: SERVICE, fetch: played.fetch, now: () => 0, ...options }) };
}

/** The reply of a delivery that was small enough to be read at once. */
export function readOf(delivery: Delivery): ReplicaReply {
  if (delivery.kind === 'reply') return delivery.reply;
  throw new Error('The reply came as a body.');
}

export const signal: AbortSignal = new AbortController().signal;
export const call: { readonly signal: AbortSignal } = { signal };

/** The GdbError a promise rejects with; fails when it resolves, or rejects with something else. */
export async function rejection(promise: Promise<unknown>): Promise<GdbError> {
  try {
    await promise;
  } catch (error) {
    if (isGdbError(error)) return error;
    throw new Error('rejected with something that is no GdbError', { cause: error });
  }
  throw new Error('did not reject');
}

export const OAK = '11111111-aaaa-4aaa-8aaa-000000000001';
export const ELM = '11111111-aaaa-4aaa-8aaa-000000000002';
export const PHOTO = '22222222-bbbb-4bbb-8bbb-000000000001';
export const wire = (id: string): string => `{${id.toUpperCase()}}`;

export const NOTES: LayerSchema = {
  layerId: 1,
  name: 'Notes',
  type: 'Table',
  hasZ: false,
  hasM: false,
  objectIdField: 'OBJECTID',
  globalIdField: 'GlobalID',
  displayField: 'species',
  fields: [
    { name: 'OBJECTID', type: 'esriFieldTypeOID', alias: 'OBJECTID', nullable: false, editable: false },
    { name: 'GlobalID', type: 'esriFieldTypeGlobalID', alias: 'GlobalID', nullable: false, editable: false },
    { name: 'species', type: 'esriFieldTypeString', alias: 'Species', nullable: true, editable: true },
    { name: 'plot', type: 'esriFieldTypeGUID', alias: 'Plot', nullable: true, editable: true },
    { name: 'edited', type: 'esriFieldTypeDate', alias: 'Edited', nullable: true, editable: false },
  ],
  relationships: [],
  hasAttachments: false,
  capabilities: ['CREATE', 'UPDATE', 'DELETE', 'QUERY', 'SYNC'],
  uniqueGlobalIds: false,
  editorTracking: ['edited'],
};

export const TREES: LayerSchema = {
  ...NOTES,
  layerId: 0,
  name: 'Trees',
  type: 'Feature Layer',
  geometryType: 'esriGeometryPoint',
  hasAttachments: true,
};
