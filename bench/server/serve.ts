/** Page, bundles, bodies and services from one small server, all of one origin. */
import { createReadStream, statSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { bodyFile } from '../data/bodies.js';
import { nameOf, type Changes, type DataSet } from '../data/model.js';
import type { Bundle } from './bundle.js';
import { answer, type ServiceSource } from './feature-server.js';

export interface BenchServer {
  readonly url: string;
  /** Makes the data where needed. With `changes` the service has something for the first sync. */
  publish(data: DataSet, changes?: Changes): Promise<Published>;
  close(): Promise<void>;
}

/** Where the page finds a layer. */
export interface Published {
  /** The body that createReplica leads to, and that the others are given. */
  readonly bodyUrl: string;
  readonly serviceUrl: string;
}

const PAGE =
  '<!doctype html><meta charset="utf-8"><title>bench</title><script type="module" src="/assets/main.js"></script>';

/** Isolation makes the page's clock exact to 5 µs; nothing is cached, so that all read over HTTP. */
const HEADERS = {
  'cache-control': 'no-store',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
};

export async function serve(bundle: Bundle, folder: string): Promise<BenchServer> {
  const bodies = new Map<string, string>();
  const services = new Map<string, ServiceSource>();
  const server = createServer((request, response) => {
    for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
    reply(request, response).catch((error: unknown) => {
      response.writeHead(500).end(String(error));
    });
  });

  const reply = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://bench');
    const asset = bundle.find(pathname);
    const body = bodies.get(pathname);
    const [, name, rest] = /^\/rest\/services\/([\w-]+)\/FeatureServer(.*)$/.exec(pathname) ?? [];
    const source = services.get(name ?? '');
    if (pathname === '/') send(response, 'text/html; charset=utf-8', PAGE);
    else if (asset) send(response, asset.type, asset.bytes);
    else if (body !== undefined) sendFile(response, body);
    else if (source) {
      const form = request.method === 'POST' ? new URLSearchParams(await read(request)) : searchParams;
      const json = answer(source, rest ?? '', form) ?? { error: { code: 404, message: `No ${rest ?? ''} here` } };
      send(response, 'application/json; charset=utf-8', JSON.stringify(json));
    } else response.writeHead(404).end();
  };

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  return {
    url,
    publish: async (data, changes) => {
      const path = `/bodies/${nameOf(data)}.json`;
      bodies.set(path, await bodyFile(folder, data));
      const name = `${nameOf(data)}${changes === undefined ? '' : '-changed'}`;
      services.set(name, { data, bodyUrl: url + path, changes: changes ?? null });
      return { bodyUrl: url + path, serviceUrl: `${url}/rest/services/${name}/FeatureServer` };
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

function send(response: ServerResponse, type: string, content: string | Uint8Array): void {
  response.writeHead(200, { 'content-type': type, 'content-length': Buffer.byteLength(content) }).end(content);
}

function sendFile(response: ServerResponse, path: string): void {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': statSync(path).size });
  createReadStream(path, { highWaterMark: 1024 * 1024 })
    .on('error', () => response.destroy())
    .pipe(response);
}

async function read(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  return Buffer.concat(pieces).toString();
}
