import { decodeBase64 } from '../base64.js';
import { EditError } from '../errors.js';
import { newGuid, normaliseGuid } from '../guid.js';
import { isRecord } from '../json.js';
import type { FileLimits } from '../options.js';
import type { ChangeKind } from './change-log.js';
import { attempt, type AttachmentOutcomes, type EditOutcome } from './edit-results.js';
import type { EditMode } from './feature-edits.js';
import type { FeatureService } from './feature-service.js';
import type { LayerTable } from './layer-table.js';
import { requireOwner } from './ownership.js';

/** A file with what is known about it. */
export interface NamedFile {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
  readonly keywords?: string;
}

/** The codes of the three failures of attachments. */
const failed = { add: 1008, update: 1009, delete: 1010 } as const;

/** Adds, replaces and deletes attachments of one service, writing the change log. Runs inside a transaction. */
export class AttachmentEditor {
  readonly #service: FeatureService;
  readonly #mode: EditMode;

  constructor(service: FeatureService, mode: EditMode) {
    this.#service = service;
    this.#mode = mode;
  }

  /** Adds attachments described by JSON; the parts of an edit that is none are ignored. */
  edit(layer: LayerTable, edits: { adds: unknown[]; updates: unknown[]; deletes: unknown[] }): AttachmentOutcomes {
    return {
      adds: edits.adds.map((edit) => this.#addDescribed(layer, edit)),
      updates: edits.updates.map((edit) => this.#updateDescribed(layer, edit)),
      deletes: edits.deletes.map((id) => this.deleteByGlobalId(layer, normaliseGuid(id))),
    };
  }

  add(layer: LayerTable, parent: string, more: { file: NamedFile; globalId?: string }): EditOutcome {
    const globalId = more.globalId ?? newGuid();
    return attempt({ globalId }, () => {
      const { file } = more;
      this.#mode.strike(layer.definition.id, 'attachAdd');
      this.#accept(layer, file, failed.add);
      if (layer.findByGlobalId(parent) === undefined)
        throw new EditError(failed.add, 'Adding the attachment failed: its feature does not exist.');
      this.#allowOwner(layer, parent);
      const twin = this.#service.attachments.findByGlobalId(layer.definition.id, globalId);
      if (twin !== undefined && this.#mode.duplicateAdd === 'error') {
        throw new EditError(1022, 'Violation of a unique constraint: the attachment exists already.');
      }
      if (twin !== undefined && this.#mode.duplicateAdd === 'update') return this.#replace(layer, twin.id, file, twin);
      const { name, type, bytes, keywords = '' } = file;
      const attachment = {
        layer: layer.definition.id,
        globalId,
        parent,
        name: shownName(name),
        type,
        keywords,
        data: bytes,
      };
      const objectId = this.#service.attachments.insert(attachment);
      this.#log(layer, globalId, 'insert', parent);
      return { objectId, globalId };
    });
  }

  update(layer: LayerTable, id: number, file: NamedFile): EditOutcome {
    return attempt({ objectId: id }, () => {
      this.#mode.strike(layer.definition.id, 'attachUpdate');
      this.#accept(layer, file, failed.update);
      const attachment = this.#service.attachments.findById(layer.definition.id, id);
      if (attachment === undefined)
        throw new EditError(failed.update, 'Updating the attachment failed: it does not exist.');
      return this.#replace(layer, id, file, attachment);
    });
  }

  /** @param parent when given, the attachment has to be one of this feature */
  delete(layer: LayerTable, id: number, parent?: string): EditOutcome {
    return attempt({ objectId: id }, () => {
      this.#mode.strike(layer.definition.id, 'attachDelete');
      const attachment = this.#service.attachments.findById(layer.definition.id, id);
      if (attachment === undefined || (parent !== undefined && attachment.parent !== parent)) {
        throw new EditError(failed.delete, 'Deleting the attachment failed: it does not exist.');
      }
      return this.#delete(layer, attachment);
    });
  }

  deleteByGlobalId(layer: LayerTable, globalId: string | undefined): EditOutcome {
    return attempt({ globalId: globalId ?? null }, () => {
      this.#mode.strike(layer.definition.id, 'attachDelete');
      const attachment = this.#service.attachments.findByGlobalId(layer.definition.id, globalId ?? '');
      if (attachment === undefined)
        throw new EditError(failed.delete, 'Deleting the attachment failed: it does not exist.');
      return this.#delete(layer, attachment);
    });
  }

  #addDescribed(layer: LayerTable, edit: unknown): EditOutcome {
    const described = isRecord(edit) ? edit : {};
    const globalId = normaliseGuid(described['globalId']);
    const parent = normaliseGuid(described['parentGlobalId']);
    const refused = refusal(globalId, () => {
      if (globalId === undefined) throw new EditError(1020, 'The attachment has no GlobalID.');
      if (parent === undefined) throw new EditError(failed.add, 'Adding the attachment failed: it names no feature.');
      return this.#describedFile(described, failed.add);
    });
    if ('error' in refused) return refused;
    const outcome = this.add(layer, parent ?? '', {
      file: refused.file,
      ...(globalId === undefined ? {} : { globalId }),
    });
    this.#consume(described, outcome);
    return outcome;
  }

  #updateDescribed(layer: LayerTable, edit: unknown): EditOutcome {
    const described = isRecord(edit) ? edit : {};
    const globalId = normaliseGuid(described['globalId']);
    const refused = refusal(globalId, () => this.#describedFile(described, failed.update));
    if ('error' in refused) return refused;
    const attachment = this.#service.attachments.findByGlobalId(layer.definition.id, globalId ?? '');
    const { name, type } = refused.file;
    const file = { ...refused.file, name: name || (attachment?.name ?? ''), type: type || (attachment?.type ?? '') };
    const outcome = { ...this.update(layer, attachment?.id ?? -1, file), globalId: globalId ?? null };
    this.#consume(described, outcome);
    return outcome;
  }

  /** Bytes come as base64 or as an upload item; a `url` is what old documents call the latter. */
  #describedFile(described: Record<string, unknown>, code: number): NamedFile {
    const text = (key: string): string => (typeof described[key] === 'string' ? described[key] : '');
    const [name, type, keywords] = [text('name'), text('contentType'), text('keywords')];
    if (text('data') !== '') {
      const bytes = decodeBase64(text('data'));
      if (bytes === undefined) throw new EditError(code, 'The data of the attachment is not base64.');
      return { name, type, keywords, bytes };
    }
    const item = this.#service.uploads.find(this.#uploadReference(described));
    if (item === undefined)
      throw new EditError(code, 'The attachment has neither data nor an upload item that exists.');
    if (!item.committed) throw new EditError(code, `Upload item ${item.id} is not committed.`);
    return { name: name || item.name, type, keywords, bytes: this.#service.uploads.read(item.id) };
  }

  #consume(described: Record<string, unknown>, outcome: EditOutcome): void {
    if (outcome.error !== null || !this.#service.options.consumeUploads) return;
    const item = this.#service.uploads.find(this.#uploadReference(described));
    if (item !== undefined) this.#service.uploads.delete(item.id);
  }

  /** Documents name the key differently, and so may services. */
  #uploadReference(described: Record<string, unknown>): string {
    const key = this.#service.options.uploadReference;
    const reference = key === 'either' ? (described['uploadId'] ?? described['url']) : described[key];
    return typeof reference === 'string' ? (reference.split('/').at(-1) ?? '') : '';
  }

  #accept(layer: LayerTable, file: NamedFile, code: number): void {
    if (!layer.definition.hasAttachments)
      throw new EditError(code, `Layer ${layer.definition.name} has no attachments.`);
    const refused = refusedByLimits(file.name, file.bytes.length, this.#service.options.attachments);
    if (refused !== undefined) throw new EditError(code, refused);
  }

  #replace(
    layer: LayerTable,
    id: number,
    file: NamedFile,
    was: { globalId: string; parent: string },
  ): { objectId: number; globalId: string } {
    const { name, type, bytes, keywords = '' } = file;
    this.#allowOwner(layer, was.parent);
    this.#service.attachments.replace(id, { name: shownName(name), type, keywords, data: bytes });
    this.#log(layer, was.globalId, 'update', was.parent);
    return { objectId: id, globalId: was.globalId };
  }

  #delete(
    layer: LayerTable,
    attachment: { id: number; globalId: string; parent: string },
  ): { objectId: number; globalId: string } {
    this.#allowOwner(layer, attachment.parent);
    this.#service.attachments.delete(attachment.id);
    this.#log(layer, attachment.globalId, 'delete', attachment.parent);
    return { objectId: attachment.id, globalId: attachment.globalId };
  }

  /** What is attached to a feature belongs to whom the feature belongs to. */
  #allowOwner(layer: LayerTable, parent: string): void {
    const row = layer.findByGlobalId(parent);
    if (row !== undefined) requireOwner(this.#service, layer, { row, user: this.#mode.author.user });
  }

  #log(layer: LayerTable, globalId: string, op: 'insert' | 'update' | 'delete', parent: string): void {
    const kind: ChangeKind = 'attachment';
    const before = op === 'insert' ? null : { parent };
    this.#service.changes.append({
      layer: layer.definition.id,
      kind,
      globalId,
      op,
      before,
      tracked: false,
      author: this.#mode.author,
    });
  }
}

function refusal(globalId: string | undefined, read: () => NamedFile): { file: NamedFile } | EditOutcome {
  let file: NamedFile | undefined;
  const outcome = attempt({ globalId: globalId ?? null }, () => {
    file = read();
    return { objectId: -1, globalId: globalId ?? '' };
  });
  return file === undefined ? outcome : { file };
}

/** Only the last part of what a client calls its file, and never control characters: it is shown, not used. */
export function shownName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? '';
  return last.replace(/\p{Cc}/gu, '').slice(0, 250) || 'attachment';
}

/** @returns why a file is not accepted, or undefined when it is */
export function refusedByLimits(name: string, size: number, limits: FileLimits): string | undefined {
  const extension = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
  if (!limits.allowedTypes.includes(extension)) {
    return `Files of type '${extension}' are not allowed. Allowed types: ${limits.allowedTypes.join(', ')}.`;
  }
  if (size > limits.maxSizeMB * 1024 * 1024) return `The file is larger than the limit of ${limits.maxSizeMB} MB.`;
  return undefined;
}
