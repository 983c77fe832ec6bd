/**
 * Bytes of attachments that came as base64 inside a reply's body. Whose they are can follow later in the body, so they wait under a name of the download's
 * own, part by part; memory never holds more than one.
 */
import { GdbError } from '../../shared/errors.js';
import { newGlobalId, type GlobalId } from '../../shared/ids.js';
import { letGo } from '../../shared/let-go.js';
import type { InlineContent } from '../../sync/ports.js';
import { sha256 } from '../../shared/sha256.js';
import type { WriteTx } from '../database.js';
import { write, type Session } from '../work.js';

/** A part of one of them, both counted from 0. */
export interface InlinePart {
  readonly content: number;
  readonly partNo: number;
  readonly bytes: ArrayBuffer;
}

export class InlineContents {
  readonly #session: Session;
  readonly #epoch: number;
  /** Nobody who writes a reply can know it. */
  readonly #id = newGlobalId();
  /** SHA-256 of each part, hex, by content. */
  readonly #hashes = new Map<number, string[]>();

  constructor(session: Session, epoch: number) {
    this.#session = session;
    this.#epoch = epoch;
  }

  /** What the body's rest says in place of the bytes. */
  nameOf(content: number): InlineContent['name'] {
    return `${this.#id}:${String(content)}`;
  }

  /** What is written here is written again when it is known whose it is; until then a crash may take it. */
  async write({ content, partNo, bytes }: InlinePart): Promise<void> {
    const hash = await sha256(bytes);
    await write(
      this.#session,
      { stores: ['meta', 'part'], epoch: this.#epoch, durability: 'relaxed' },
      async ({ tx }) => {
        await tx.objectStore('part').put(bytes, [this.#id, content, partNo]);
      },
    );
    const hashes = this.#hashes.get(content) ?? [];
    hashes[partNo] = hash;
    this.#hashes.set(content, hashes);
    letGo([bytes]);
  }

  /** Gives one to its attachment, part by part. Rejects `internal` for a name that is none of these. */
  async giveTo(
    globalId: GlobalId,
    name: string,
  ): Promise<{ readonly contentVersion: number; readonly partHashes: readonly string[] }> {
    const content = Number(name.slice(this.#id.length + 1));
    if (this.nameOf(content) !== name) throw new GdbError('internal', 'These bytes came with no body.');
    const partHashes = this.#hashes.get(content) ?? [];
    const options = { stores: ['meta', 'part'], epoch: this.#epoch } as const;
    const contentVersion = await write(this.#session, options, async (work) => work.take('nextContentVersion'));
    for (let partNo = 0; partNo < partHashes.length; partNo++) {
      await write(this.#session, options, async ({ tx }) => {
        const parts = tx.objectStore('part');
        const bytes = await parts.get([this.#id, content, partNo]);
        if (!bytes) throw new GdbError('internal', 'Bytes of an attachment that came with the reply are gone.');
        await parts.put(bytes, [globalId, contentVersion, partNo]);
        await parts.delete([this.#id, content, partNo]);
      });
    }
    return { contentVersion, partHashes };
  }

  /** True where there is something to be dropped. */
  get hasAny(): boolean {
    return this.#hashes.size > 0;
  }

  /** What nobody took goes. */
  async drop(tx: WriteTx): Promise<void> {
    if (this.hasAny) await tx.objectStore('part').delete(IDBKeyRange.bound([this.#id], [this.#id, []]));
  }
}
