/**
 * The emulator as a server of this machine.
 *
 * @module gdb-sync/emulator/node
 */
import { serve, type HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { readFileSync } from 'node:fs';
import type { AddressInfo, Socket } from 'node:net';
import { basename, extname } from 'node:path';
import { createEmulator, type Emulator, type EmulatorOptions } from '../core.js';
import { layersFromGeoJson } from '../data/infer-service.js';
import type { LayerSeed } from '../data/layer-definition.js';
import type { Database } from '../database/driver.js';
import { openNodeSqlite } from '../database/node-sqlite.js';
import { ConnectionDropped } from '../errors.js';
import type { ServiceOptions } from '../options.js';
import type { ProfileName } from '../variants/profiles.js';
import type { FaultSpec } from '../faults.js';
import { demoSeed } from './demo-seed.js';
import { takeDatabase } from './lock.js';
import { openScratch } from './scratch.js';

type FetchCallback = Parameters<typeof serve>[0]['fetch'];

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
  /** switches and variants of the default service, and the profile of a host; what is wrong with them is thrown */
  readonly options?: Partial<ServiceOptions> & { readonly profile?: ProfileName };
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
  const { host = '127.0.0.1', port = 0 } = options;
  const { db, release } = openDatabase(options.db);
  try {
    const emulator = createEmulator({ db, ...emulatorOptions(options) });
    const { address, close } = await listen(emulator, { host, port, log: options.log });
    const url = `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`;
    return {
      url,
      featureServerUrl: emulator.featureServerUrl(url),
      close: async () => {
        await close();
        await emulator.close();
        release();
      },
    };
  } catch (error) {
    db.close();
    release();
    throw error;
  }
}

function emulatorOptions(options: StartOptions): Omit<EmulatorOptions, 'db'> {
  const { secured, maxBodyBytes } = options;
  const switches = { ...options.options, ...(secured === undefined ? {} : { secured }) };
  return {
    publication: { site: 'arcgis', ...publication(options), options: switches },
    control: options.control ?? true,
    openDatabase: () => openNodeSqlite(),
    openScratch,
    seed: demoSeed,
    faults: options.faults ?? [],
    ...(maxBodyBytes === undefined ? {} : { maxBodyBytes }),
  };
}

interface ListenOptions {
  readonly host: string;
  readonly port: number;
  readonly log: StartOptions['log'];
}

async function listen(
  emulator: Emulator,
  { host, port, log }: ListenOptions,
): Promise<{ address: AddressInfo; close: () => Promise<void> }> {
  const sockets = new Set<Socket>();
  const server = serve({ hostname: host, port, overrideGlobalObjects: false, fetch: handler(emulator, log) });
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('listening', resolve);
    server.once('error', reject);
  });
  const close = async (): Promise<void> => {
    const ended = new Promise<void>((resolve) => server.close(() => resolve()));
    for (const socket of sockets) socket.destroy();
    await ended;
  };
  return { address: server.address() as AddressInfo, close };
}

/** Where the core says that the client gets no reply, the socket is destroyed: nothing else looks like a lost connection. */
function handler(emulator: Emulator, log: StartOptions['log']): FetchCallback {
  return async (request, bindings) => {
    const { socket } = (bindings as HttpBindings).incoming;
    const began = performance.now();
    const tell = (outcome: string): void =>
      log?.(
        `${request.method} ${new URL(request.url).pathname} ${outcome} ${Math.round(performance.now() - began)} ms`,
      );
    try {
      const response = await emulator.fetch(request, { local: isLoopback(socket.remoteAddress) });
      tell(String(response.status));
      return response;
    } catch (error) {
      if (!(error instanceof ConnectionDropped)) throw error;
      tell('dropped');
      socket.destroy();
      return RESPONSE_ALREADY_SENT;
    }
  };
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
