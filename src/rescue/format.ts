/** The shape of a rescue file: a zip without compression, so that nothing in it can be larger than it is. */
import type { RescueMode } from '../shared/rescue.js';

export const FORMAT = 'gdb-sync-rescue';
/** Goes up when an older reader would misread the file. */
export const VERSION = 1;

export const MANIFEST = 'manifest.json';
export const EDITS = 'edits.json';

/** One file of the zip with the SHA-256 of each of its parts, hex. */
export interface FileNote {
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  readonly parts: readonly string[];
}

/** `manifest.json`: what is in the file, of whom, and how to tell that it is whole. */
export interface Manifest {
  readonly format: typeof FORMAT;
  readonly version: number;
  /** Of the file. */
  readonly uid: string;
  readonly mode: RescueMode;
  /** Epoch ms. */
  readonly createdAt: number;
  readonly serviceUrl: string;
  readonly geodatabase: string;
  /** The database that the edits come from. */
  readonly storeInstance: string;
  /** Who made them. */
  readonly users: readonly string[];
  /** Bytes in each part but the last, for the hashes. */
  readonly partSize: number;
  readonly files: readonly FileNote[];
}

/** Where the bytes of an attachment lie. The name is for people; the id makes it the only one. */
export function photoPath(layerId: number, attachmentGlobalId: string, name: string): string {
  return `photos/${String(layerId)}/${attachmentGlobalId.replaceAll(/[^\w-]/g, '_')}/${name}`;
}
