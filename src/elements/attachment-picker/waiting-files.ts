import type { SyncController } from '../../controller/types.js';
import { LeaveGuard } from '../../shared/leave-guard.js';
import { make } from '../common/draw.js';
import type { GdbAttachmentPicker } from './gdb-attachment-picker.js';

/** A file, and the feature that was shown when it was added. */
export interface WaitingFile {
  readonly file: File;
  /** Undefined where the picker had none yet: then the one it finds. */
  readonly controller: SyncController | undefined;
  readonly layerId: string | number | undefined;
  readonly globalId: string | undefined;
}

/** Files that were added before the face was there. They are in memory alone, so the page asks before it goes. */
export class WaitingFiles {
  readonly #host: GdbAttachmentPicker;
  readonly #leaving = new LeaveGuard();
  readonly #links = new Map<WaitingFile, HTMLAnchorElement>();
  #files: readonly WaitingFile[] = [];

  constructor(host: GdbAttachmentPicker) {
    this.#host = host;
  }

  add(files: Iterable<File>): void {
    const { controller, layerId, globalId } = this.#host;
    this.#keep([...this.#files, ...[...files].map((file) => ({ file, controller, layerId, globalId }))]);
  }

  /** Hands each to `take`, which says false while it cannot be taken yet. */
  handOver(take: (waiting: WaitingFile) => boolean): void {
    if (this.#files.length > 0) this.#keep(this.#files.filter((waiting) => !take(waiting)));
  }

  /** One to save each with. */
  get links(): readonly Element[] {
    return this.#files.map((waiting) => {
      const link = this.#links.get(waiting) ?? linkOf(waiting.file);
      this.#links.set(waiting, link);
      return link;
    });
  }

  #keep(files: readonly WaitingFile[]): void {
    this.#files = files;
    this.#leaving.unsent = files.length;
    for (const [waiting, { href }] of this.#links) {
      if (files.includes(waiting)) continue;
      this.#links.delete(waiting);
      URL.revokeObjectURL(href);
    }
  }
}

function linkOf(file: File): HTMLAnchorElement {
  return make('a', { href: URL.createObjectURL(file), download: file.name }, file.name);
}
