/**
 * The pre-planned workflow: one geodatabase, made once, is loaded on many devices, and each registers its copy. What is decided here are the rules
 * that need no service; what the service has to say comes with the operations.
 */
import type { ByteSource } from '../shared/byte-source.js';
import { GdbError, isGdbError, summarize } from '../shared/errors.js';
import type { Feature } from '../shared/esri.js';
import { sameId } from '../shared/ids.js';
import type { FileAttachment, ReplicaFile } from '../shared/replica-file.js';
import type { GenerateGeodatabaseParameters, GeodatabaseRecord } from '../shared/records.js';
import type { Loading } from '../sync/effects/load-file.js';
import type { ClockPort, GeodatabasePort, ServiceDescription } from '../sync/ports.js';
import { requireRegistration } from '../sync/require-registration.js';
import { fileAttachments } from './file-attachments.js';
import { LocalQueries } from './local-queries.js';
import { isSameService } from './same-service.js';
import type { GeodatabaseFile, RegisterOptions, SyncResult } from './types.js';

/** What a bundle is written from. */
export interface BundleSource {
  readonly geodatabase: GeodatabaseRecord;
  readonly counts: ReadonlyMap<number, number>;
  rows(layerId: number): AsyncIterable<Feature>;
  attachments(): AsyncIterable<FileAttachment>;
}

/** What this needs of the engine. */
export interface PrePlannedHost {
  readonly geodatabase: GeodatabaseRecord | null;
  readonly local: GeodatabasePort;
  isBuried(replicaId: string): Promise<boolean>;
  describe(layerIds: readonly number[], signal: AbortSignal): Promise<ServiceDescription>;
  load(loading: Omit<Loading, 'layers'>, signal: AbortSignal | undefined): Promise<SyncResult>;
  register(takeAnew: boolean, signal: AbortSignal | undefined): Promise<SyncResult>;
  generate(parameters: GenerateGeodatabaseParameters, signal: AbortSignal | undefined): Promise<SyncResult>;
  withHold<T>(work: () => Promise<T>): Promise<T | null>;
}

export interface PrePlannedDeps {
  readonly serviceUrl: string;
  readonly clock: ClockPort;
  readonly openFile: (source: ByteSource) => Promise<ReplicaFile>;
  readonly writeBundle: (source: BundleSource) => AsyncIterable<Uint8Array<ArrayBuffer>>;
}

export class PrePlanned {
  readonly #host: PrePlannedHost;
  readonly #deps: PrePlannedDeps;

  constructor(host: PrePlannedHost, deps: PrePlannedDeps) {
    this.#host = host;
    this.#deps = deps;
  }

  async inspect(source: ByteSource): Promise<GeodatabaseFile> {
    const file = await this.#deps.openFile(source);
    const problem = await this.#problemOf(file);
    const { format, layers, serviceUrl, extent, date, geodatabase } = file;
    return {
      ...{ format, size: source.size, layers, serviceUrl, extent, date },
      problem: problem === null ? null : summarize(problem),
      parameters: geodatabase === null ? null : parametersOf(geodatabase),
    };
  }

  async register(source: ByteSource | undefined, { signal, takeAnew = false }: RegisterOptions): Promise<SyncResult> {
    if (source === undefined) return this.#host.register(takeAnew, signal);
    let bytesRead = 0;
    const file = await this.#deps.openFile({
      size: source.size,
      slice: (start, end) => {
        bytesRead += end - start;
        return source.slice(start, end);
      },
    });
    const problem = await this.#problemOf(file);
    if (problem !== null) throw problem;
    const { geodatabase } = file;
    if (geodatabase === null) throw new GdbError('internal', 'A file without a geodatabase has no problem.');
    if (this.#host.geodatabase?.registration?.kind === 'pending') return this.#host.register(takeAnew, signal);
    const refusal = await this.#serviceRefusal(geodatabase, signal);
    if (refusal !== null && takeAnew) return this.#host.generate(parametersOf(geodatabase), signal);
    if (refusal !== null) throw refusal;
    bytesRead = 0;
    const loaded = await this.#host.load({ file, size: source.size, bytesRead: () => bytesRead }, signal);
    if (geodatabase.syncModel === 'none') return loaded;
    const registered = await this.#host.register(takeAnew, signal);
    return { ...registered, received: registered.received.features > 0 ? registered.received : loaded.received };
  }

  /** A stream, and not a Blob: an office's geodatabase need not fit into memory. */
  async export(signal: AbortSignal | undefined): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> {
    const geodatabase = this.#host.geodatabase;
    if (geodatabase === null) throw new GdbError('no-geodatabase', 'There is nothing on this device to export yet.');
    await this.#requireNothingUnsent();
    const { local } = this.#host;
    const queries = new LocalQueries(local, this.#deps.clock);
    const counts = new Map<number, number>();
    for (const { layerId } of geodatabase.layers) counts.set(layerId, await queries.count(layerId, {}));
    const pieces = this.#deps.writeBundle({
      geodatabase,
      counts,
      async *rows(layerId) {
        for await (const batch of queries.stream(layerId, {}, signal === undefined ? {} : { signal }))
          for (const { attributes, geometry } of batch)
            yield geometry === undefined ? { attributes } : { attributes, geometry };
      },
      attachments: () => fileAttachments(local, queries, geodatabase.layers),
    });
    const { readable, writable } = new TransformStream<Uint8Array<ArrayBuffer>>();
    await this.#write(pieces, writable.getWriter(), signal);
    return readable;
  }

  /** Resolves when writing has begun; what goes wrong later fails the stream. While it lasts nothing is synced, so that all of it is of one moment. */
  #write(
    pieces: AsyncIterable<Uint8Array<ArrayBuffer>>,
    writer: WritableStreamDefaultWriter<Uint8Array<ArrayBuffer>>,
    signal: AbortSignal | undefined,
  ): Promise<void> {
    return new Promise((resolve, reject) => {
      const write = async (): Promise<true> => {
        resolve();
        try {
          for await (const piece of pieces) {
            if (signal?.aborted === true) throw new GdbError('aborted', 'The export was cancelled.');
            await writer.write(piece);
          }
          await this.#requireNothingUnsent();
          await writer.close();
        } catch (error) {
          await writer.abort(error).catch(() => undefined);
        }
        return true;
      };
      void this.#host.withHold(write).then((done) => {
        if (done === null)
          reject(new GdbError('busy', 'A sync is under way. Export when it is done, so that all is of one moment.'));
      }, reject);
    });
  }

  async #requireNothingUnsent(): Promise<void> {
    const { features, attachments, refused } = (await this.#host.local.info()).pending;
    if (features + attachments + refused === 0) return;
    throw new GdbError(
      'pending-edits',
      'Changes on this device are not sent. A file for other devices holds only what the service has: sync first.',
    );
  }

  /** What speaks against loading it here, before the service is asked. Null for nothing. */
  async #problemOf(file: ReplicaFile): Promise<GdbError | null> {
    const { geodatabase } = file;
    if (geodatabase === null) return file.refusal;
    if (!isSameService(file.serviceUrl, this.#deps.serviceUrl))
      return new GdbError(
        'other-service',
        file.serviceUrl === ''
          ? 'This file does not say which service it is a copy of.'
          : `This file is a copy of ${file.serviceUrl}. Here belongs one of ${this.#deps.serviceUrl}.`,
      );
    const here = problemHere(geodatabase, this.#host.geodatabase);
    if (here !== null) return here.problem;
    const { replicaId } = geodatabase;
    return replicaId !== '' && (await this.#host.isBuried(replicaId))
      ? new GdbError(
          'geodatabase-unregistered',
          'This geodatabase was unregistered on this device. It can never be registered again: ask for a new file, or take the area offline anew.',
        )
      : null;
  }

  /** What the service says against it; null where it says nothing, or cannot be asked now. */
  async #serviceRefusal(geodatabase: GeodatabaseRecord, given: AbortSignal | undefined): Promise<GdbError | null> {
    if (geodatabase.syncModel === 'none') return null;
    const signal = given ?? new AbortController().signal;
    const layerIds = geodatabase.layers.map(({ layerId }) => layerId);
    try {
      requireRegistration(geodatabase, await this.#host.describe(layerIds, signal));
      return null;
    } catch (error) {
      if (!isGdbError(error) || error.code === 'aborted') throw error;
      // Loading needs no connection. Whoever has none hears of it when there is one.
      return error.code === 'not-supported' || error.code === 'schema-mismatch' ? error : null;
    }
  }
}

/** What is on this device already. `problem` null: the same file, whose registration is still to be done. */
function problemHere(
  { replicaId }: GeodatabaseRecord,
  here: GeodatabaseRecord | null,
): { readonly problem: GdbError | null } | null {
  if (here === null) return null;
  const { registration } = here;
  const isOwn = here.replicaId !== '' && sameId(here.replicaId, replicaId);
  const isThisFile = registration !== undefined && sameId(registration.refReplicaId, replicaId);
  if (isThisFile && registration.kind === 'pending') return { problem: null };
  if (isThisFile || (isOwn && registration !== undefined))
    return {
      problem: new GdbError('already-registered', 'This geodatabase is registered on this device already. Sync it.'),
    };
  if (isOwn)
    return {
      problem: new GdbError(
        'registration-not-needed',
        'This geodatabase was generated on this device: it has its replica, and needs no registration. Nothing was changed.',
      ),
    };
  return {
    problem: new GdbError(
      'geodatabase-exists',
      'Another geodatabase of this service is on this device already. Remove it first, or load this file under another name.',
    ),
  };
}

/** The same area, taken offline anew. */
function parametersOf({ queries, spatialReference, ...rest }: GeodatabaseRecord): GenerateGeodatabaseParameters {
  const { extent, geometry, attachments, returnAttachments, syncModel, syncDirection } = rest;
  return {
    layers: queries,
    ...{ extent, attachments, syncModel, syncDirection },
    outSpatialReference: spatialReference,
    ...(geometry === undefined ? {} : { geometry }),
    ...(returnAttachments === undefined ? {} : { returnAttachments }),
  };
}
