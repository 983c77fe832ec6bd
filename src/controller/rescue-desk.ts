/** Unsent edits out of this device as a file, and into it. */
import type { openRescue, writeRescue } from '../rescue/index.js';
import { GdbError, toGdbError } from '../shared/errors.js';
import { toGlobalId, type GlobalId } from '../shared/ids.js';
import type { ImportedEdits } from '../shared/rescue.js';
import { stripSecrets } from '../shared/urls.js';
import type { ChancePort, ClockPort, GeodatabasePort } from '../sync/ports.js';
import type { Engine } from './engine.js';
import type { EditsChange } from './events.js';
import { ANONYMOUS } from './identity.js';
import type { ExportOptions, ImportOptions, RescueFile } from './types.js';

export interface RescueDeps {
  readonly serviceUrl: string;
  readonly geodatabaseName: string;
  readonly clock: ClockPort;
  readonly chance: ChancePort;
  /** The code that reads and writes the files. */
  readonly load: () => Promise<{ readonly openRescue: typeof openRescue; readonly writeRescue: typeof writeRescue }>;
}

const NEVER = new AbortController().signal;
const STAMP = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'short' });

export class RescueDesk {
  readonly #engine: Engine;
  readonly #deps: RescueDeps;

  constructor(engine: Engine, deps: RescueDeps) {
    this.#engine = engine;
    this.#deps = deps;
  }

  async export(options: ExportOptions): Promise<RescueFile> {
    const { clock, chance, geodatabaseName, load } = this.#deps;
    const { mode = 'copy', passphrase, signal = NEVER, onProgress } = options;
    if (passphrase === '') throw new GdbError('invalid-argument', 'A passphrase must not be empty.');
    const { writeRescue } = await load();
    const store = this.#engine.local;
    const uid = chance.uuid();
    const exported = await store.exportEdits(uid);
    if (exported.edits.length === 0)
      throw new GdbError('edit-not-found', 'Everything on this device was sent: there is nothing to export.');
    const createdAt = clock.now();
    const sealed = passphrase !== undefined;
    const name = `${tidy(geodatabaseName)}-${STAMP.format(createdAt).replaceAll(/[^\d]+/g, '-')}.zip${sealed ? '.sealed' : ''}`;
    let size = 0;
    const counting = new TransformStream<Uint8Array, Uint8Array>({
      transform: (piece, out) => {
        size += piece.length;
        out.enqueue(piece);
      },
    });
    const wish = {
      ...{ uid, mode, geodatabaseName, createdAt, passphrase, signal },
      readPart: (id: string, version: number, partNo: number): Promise<ArrayBuffer> =>
        store.readPart(id, version, partNo),
      onProgress: onProgress ?? ((): void => undefined),
    };
    const taken = options.to
      ? counting.readable.pipeTo(options.to).then(() => null)
      : // The browser takes the bytes as they come, and puts them on the disk where they are many.
        new Response(counting.readable).blob();
    taken.catch(() => undefined);
    const blob = await writeRescue(exported, wish, counting.writable)
      .then(() => taken)
      .catch(asOurs);
    const type = sealed ? 'application/octet-stream' : 'application/zip';
    // Only now: a file that was not finished must not leave edits frozen.
    if (mode === 'hand-over') await store.handOver(exported.edits.map((edit) => edit.uid));
    await this.#engine.localDataChanged([]);
    const attachments = exported.edits.filter(({ attachment }) => attachment !== undefined).length;
    return {
      ...{ name, size, sealed, mode, attachments },
      edits: exported.edits.length - attachments,
      file: blob === null ? null : new File([blob], name, { type }),
    };
  }

  async import(file: Blob, { passphrase, signal = NEVER }: ImportOptions): Promise<ImportedEdits> {
    if (!(file instanceof Blob)) throw new GdbError('invalid-argument', 'A file to import must be a File or a Blob.');
    const { openRescue } = await this.#deps.load();
    const store = this.#engine.local;
    const opened = await openRescue(file, passphrase);
    this.#requireOurs(opened.manifest.serviceUrl, opened.edits);
    await this.#requireLayers(store, opened.edits);
    const staged = new Map<GlobalId, number>();
    try {
      for (const { layerId, operation, attachment } of opened.edits) {
        if (!attachment || operation === 'attachDelete') continue;
        const globalId = toGlobalId(attachment.globalId);
        if (staged.has(globalId)) throw new GdbError('bad-file', 'The file has an attachment twice.');
        const version = await store.beginImport(globalId);
        staged.set(globalId, version);
        let partNo = 0;
        for await (const part of opened.partsOf(layerId, attachment)) {
          if (signal.aborted) throw new GdbError('aborted', 'Nothing was imported: cancelled.');
          await store.writePart(globalId, version, partNo, part);
          partNo += 1;
        }
      }
      const { storeInstance, edits, manifest } = opened;
      const imported = await store.importEdits({ storeInstance, edits, uid: manifest.uid, staged });
      await this.#engine.localDataChanged(edits.map(changeOf));
      return imported;
    } catch (error) {
      for (const [globalId, version] of staged) await store.abandonAttachment(globalId, version).catch(() => undefined);
      throw error;
    }
  }

  async takeBack(): Promise<number> {
    const count = await this.#engine.local.takeBack();
    await this.#engine.localDataChanged([]);
    return count;
  }

  /** Edits go to the service they were made for, and only under the name of who made them. */
  #requireOurs(serviceUrl: string, edits: readonly { readonly user: string }[]): void {
    if (stripSecrets(this.#deps.serviceUrl).toLowerCase() !== serviceUrl.toLowerCase())
      throw new GdbError('other-service', `The file holds changes of ${stripSecrets(serviceUrl)}.`);
    const me = this.#engine.editUser;
    const other = edits.find(({ user }) => user !== me && user !== ANONYMOUS);
    if (other)
      throw new GdbError(
        'user-mismatch',
        `The file holds changes that ${other.user} made: sign in as ${other.user} to import them.`,
      );
  }

  /** Said before the bytes of a thousand photos are read. */
  async #requireLayers(store: GeodatabasePort, edits: readonly { readonly layerId: number }[]): Promise<void> {
    const { geodatabase } = await store.info();
    const here = new Set(geodatabase?.layers.map(({ layerId }) => layerId));
    const missing = edits.find(({ layerId }) => !here.has(layerId));
    if (geodatabase === null) throw new GdbError('no-geodatabase', 'Take the area offline first, then import.');
    if (missing) throw new GdbError('layer-not-found', `Layer ${String(missing.layerId)} is not part of this area.`);
  }
}

/** What the place that the file goes to says, in this library's words. */
function asOurs(error: unknown): never {
  if (error instanceof Error && error.name === 'QuotaExceededError')
    throw new GdbError('storage-full', 'There is no room left for the file.', { cause: error });
  throw toGdbError(error);
}

function tidy(name: string): string {
  return name.replaceAll(/[^\p{L}\p{N}-]+/gu, '-').slice(0, 60) || 'edits';
}

function changeOf({ layerId, globalId, operation }: EditsChange): EditsChange {
  return { layerId, globalId, operation };
}
