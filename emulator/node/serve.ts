import { serve, type HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { readFileSync } from 'node:fs';
import type { AddressInfo, Socket } from 'node:net';
import { basename, extname } from 'node:path';
import { createEmulator } from '../core.js';
import { layersFromGeoJson } from '../data/infer-service.js';
import type { LayerSeed } from '../data/layer-definition.js';
import type { Database } from '../database/driver.js';
import { openNodeSqlite } from '../database/node-sqlite.js';
import { ConnectionDropped } from '../errors.js';
import type { FaultSpec } from '../faults.js';
import { demoSeed } from './demo-seed.js';
import { takeDatabase } from './lock.js';

/** How an emulator is started. */
export interface StartOptions {
  /** 0 or nothing picks a free one */
  readonly port?: number;
  /** 127.0.0.1 unless told otherwise: the emulator has no defence against strangers */
  readonly host?: string;
  /** database file; without it the data lives in memory */
  readonly db?: string;
  /** a GeoJSON file to publish instead of the demo data, when the database is new */
  readonly data?: string;
  /** every request needs a token */
  readonly secured?: boolean;
  /** faults of the default service from the start */
  readonly faults?: readonly FaultSpec[];
  /** false: no /control endpoint */
  readonly control?: boolean;
  /** switches of the default service (options.ts) */
  readonly options?: Readonly<Record<string, unknown>>;
  /** at most so many features per layer of the demo data */
  readonly sample?: number;
  readonly maxBodyBytes?: number;
  /** hears one line per request */
  readonly log?: (line: string) => void;
}

/** An emulator that listens. */
export interface RunningEmulator {
  /** scheme, host and port */
  readonly url: string;
  readonly featureServerUrl: string;
  close(): Promise<void>;
}

/** Starts a feature service over HTTP. */
export async function startEmulator(options: StartOptions = {}): Promise<RunningEmulator> {
  const { host = '127.0.0.1', port = 0, log } = options;
  const { db, release } = openDatabase(options.db);
  const emulator = createEmulator({
    db,
    publication: { site: 'arcgis', ...publication(options), options: { ...options.options, ...(options.secured === undefined ? {} : { secured: options.secured }) } },
    control: options.control ?? true,
    openDatabase: () => openNodeSqlite(),
    seed: demoSeed,
    faults: options.faults ?? [],
    ...(options.maxBodyBytes === undefined ? {} : { maxBodyBytes: options.maxBodyBytes }),
  });
  const sockets = new Set<Socket>();
  const server = serve({
    hostname: host,
    port,
    fetch: async (request, bindings) => {
      const { incoming } = bindings as HttpBindings;
      const began = performance.now();
      try {
        const response = await emulator.fetch(request, { local: isLoopback(incoming.socket.remoteAddress) });
        log?.(`${request.method} ${new URL(request.url).pathname} ${response.status} ${Math.round(performance.now() - began)} ms`);
        return response;
      } catch (error) {
        if (!(error instanceof ConnectionDropped)) throw error;
        log?.(`${request.method} ${new URL(request.url).pathname} dropped`);
        incoming.socket.destroy();
        return RESPONSE_ALREADY_SENT;
      }
    },
  });
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  const close = async (): Promise<void> => {
    const ended = new Promise<void>((resolve) => server.close(() => resolve()));
    for (const socket of sockets) socket.destroy();
    await ended;
    await emulator.close();
    release();
  };
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('listening', resolve);
      server.once('error', reject);
    });
  } catch (error) {
    await emulator.close();
    release();
    throw error;
  }
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${(server.address() as AddressInfo).port}`;
  return { url, featureServerUrl: emulator.featureServerUrl(url), close };
}

function openDatabase(path: string | undefined): { db: Database; release: () => void } {
  if (path === undefined) return { db: openNodeSqlite(), release: () => undefined };
  const { release } = takeDatabase(path);
  try {
    return { db: openNodeSqlite(path), release };
  } catch (error) {
    release();
    throw error;
  }
}

function publication({ data, sample }: StartOptions): { name: string; seed: () => readonly LayerSeed[] } {
  if (data === undefined) return { name: 'Inspections', seed: () => demoSeed(sample) };
  const name = basename(data, extname(data)).replace(/\W/g, '_') || 'Data';
  return { name, seed: () => layersFromGeoJson(name, JSON.parse(readFileSync(data, 'utf8'))) };
}

function isLoopback(address: string | undefined): boolean {
  return address === '::1' || /^(::ffff:)?127\./.test(address ?? '');
}
