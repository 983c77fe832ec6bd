/**
 * In front of the emulator, which speaks JSON alone: a service as hosted ones are. It advertises PBF and quantized coordinates, and answers queries so.
 */
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { featureSetJson } from '../../../src/arcgis/local-feature-service/feature-set-json.js';
import { featureSetPbf } from '../../../src/arcgis/local-feature-service/feature-set-pbf.js';
import { readQuery } from '../../../src/arcgis/local-feature-service/query-parameters.js';
import { Params } from '../../../src/arcgis/local-feature-service/request.js';
import type { Feature, Field, LayerSchema } from '../../../src/shared/esri.js';

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: Uint8Array | string;
}

interface FeatureSetBody {
  readonly features: readonly Feature[];
  readonly fields: readonly Field[];
  readonly spatialReference?: { readonly wkid?: number };
  readonly exceededTransferLimit?: boolean;
}

/** `target`: origin of the emulator. A request that it does not answer is dropped. */
export async function startPbfFront(
  target: string,
  port: number,
): Promise<{ readonly url: string; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    answer(target, request).then(
      ({ status, type, body }) => {
        const cors = { 'access-control-allow-origin': '*', 'access-control-allow-headers': '*' };
        response.writeHead(status, { 'content-type': type, ...cors }).end(body);
      },
      () => request.socket.destroy(),
    );
  });
  await new Promise<void>((done) => server.listen(port, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    close: () =>
      new Promise((done) => {
        server.close(() => {
          done();
        });
        server.closeAllConnections();
      }),
  };
}

async function answer(target: string, request: IncomingMessage): Promise<Answer> {
  const url = new URL(request.url ?? '/', target);
  const pieces: Uint8Array[] = [];
  for await (const piece of request) pieces.push(piece as Uint8Array);
  const body = Buffer.concat(pieces);
  const isForm = /urlencoded/.test(request.headers['content-type'] ?? '');
  const fields = new URLSearchParams([...url.searchParams, ...(isForm ? new URLSearchParams(body.toString()) : [])]);
  const [, layer, operation] = /\/FeatureServer\/(\d+)(\/query)?$/.exec(url.pathname) ?? [];
  const isShown = fields.has('quantizationParameters') || fields.get('f') === 'pbf';
  if (layer !== undefined && operation !== undefined && isShown) return shown(url, Object.fromEntries(fields));
  const reply = await fetch(url, {
    method: request.method ?? 'GET',
    ...(body.length > 0 ? { body } : {}),
    headers: { 'content-type': request.headers['content-type'] ?? 'text/plain' },
  });
  const type = reply.headers.get('content-type') ?? 'application/octet-stream';
  const content = new Uint8Array(await reply.arrayBuffer());
  if (layer === undefined || operation !== undefined || fields.get('f') !== 'json')
    return { status: reply.status, type, body: content };
  const description = JSON.parse(new TextDecoder().decode(content)) as Record<string, unknown>;
  const advertised = { supportedQueryFormats: 'JSON, PBF', supportsCoordinatesQuantization: true };
  return { status: reply.status, type, body: JSON.stringify({ ...description, ...advertised }) };
}

async function shown(url: URL, fields: Record<string, string>): Promise<Answer> {
  const { quantizationParameters: _, resultType: __, ...plain } = fields;
  const ask = async (address: string, params: Record<string, string>): Promise<Record<string, unknown>> => {
    const reply = await fetch(address, { method: 'POST', body: new URLSearchParams({ ...params, f: 'json' }) });
    return (await reply.json()) as Record<string, unknown>;
  };
  const address = url.origin + url.pathname;
  const layer = (await ask(address.replace(/\/query$/, ''), {})) as unknown as LayerSchema;
  const found = (await ask(address, plain)) as unknown as FeatureSetBody;
  const reference = found.spatialReference ?? null;
  const set = {
    layer,
    fields: found.fields,
    features: found.features,
    exceededTransferLimit: found.exceededTransferLimit === true,
    spatialReference: reference,
    wish: readQuery(new Params(fields), { copy: reference, asked: null, answered: reference }),
  };
  return fields['f'] === 'pbf'
    ? { status: 200, type: 'application/x-protobuf', body: featureSetPbf(set) }
    : { status: 200, type: 'application/json', body: JSON.stringify(featureSetJson(set)) };
}
