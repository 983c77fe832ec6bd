import type { ReactiveController } from 'lit';
import type { SyncController } from '../../controller/types.js';
import { LeaveGuard } from '../../shared/leave-guard.js';
import { make } from '../common/draw.js';
import type { GdbAttachmentPicker } from './gdb-attachment-picker.js';
import type { Capture } from './photo/prepare-photo.js';

/** The feature that was shown when a file was chosen. */
export interface ForFeature {
  /** Undefined where the picker had none yet: then the first that it is given. */
  readonly controller: SyncController | undefined;
  readonly layerId: string | number | undefined;
  readonly globalId: string | undefined;
}

export interface WaitingFile extends ForFeature, FromWhere {
  readonly file: File;
  controller: SyncController | undefined;
  isKept?: boolean;
  /** To save it with, once it is shown. */
  link?: HTMLAnchorElement | undefined;
}

export interface FromWhere {
  /** What is known of a photo, or will be in a moment; null for what the camera did not give. */
  readonly capture?: Promise<Capture | null> | Capture | null;
  /** It may exist nowhere else, or a person saw that it is held: nobody but a person lets go of it. */
  readonly isKept?: boolean;
}

/** Files on their way to the face, and those that it cannot add yet. They are in memory alone, so the page asks before it goes. */
export class WaitingFiles implements ReactiveController {
  files: readonly WaitingFile[] = [];
  /** What was shown when a person began to choose: the page may show another feature by the time the files are there. */
  choosingFor: ForFeature | undefined;
  readonly #host: GdbAttachmentPicker;
  readonly #leaving = new LeaveGuard();

  constructor(host: GdbAttachmentPicker) {
    this.#host = host;
    host.addController(this);
  }

  /** For the feature that is shown now, or for the one in `from`: that was shown when they were chosen. */
  add(files: Iterable<File>, from?: FromWhere & Partial<ForFeature>): void {
    const { controller, layerId, globalId } = this.#host;
    this.#keep([...this.files, ...[...files].map((file) => ({ file, controller, layerId, globalId, ...from }))]);
    this.#host.requestUpdate();
  }

  /** Hands each to `take`, which says false for what stays. What had no controller gets the first that the element is given, and never another. */
  handOver(take?: (waiting: WaitingFile) => boolean): void {
    const left = this.files.filter((waiting) => {
      waiting.controller ??= this.#host.controller;
      const isTaken = take?.(waiting);
      waiting.isKept = true;
      return isTaken !== true;
    });
    this.#keep(left);
  }

  get links(): readonly Element[] {
    return this.files.map(linkOf);
  }

  /** An element that the page took away neither asks nor keeps addresses; put back, it does again. */
  readonly hostDisconnected = (): void => {
    this.#keep(this.files);
  };

  readonly hostConnected: () => void = this.hostDisconnected;

  #keep(files: readonly WaitingFile[]): void {
    const kept = this.#host.isConnected ? files : [];
    for (const waiting of this.files) {
      if (kept.includes(waiting) || waiting.link === undefined) continue;
      URL.revokeObjectURL(waiting.link.href);
      waiting.link.remove();
      waiting.link = undefined;
    }
    this.files = files;
    this.#leaving.unsent = kept.length;
  }
}

function linkOf(waiting: WaitingFile): HTMLAnchorElement {
  const { name } = waiting.file;
  return (waiting.link ??= make('a', { href: URL.createObjectURL(waiting.file), download: name }, name));
}
