import { ServiceError } from './errors.js';
import type { GuidFormat } from './guid.js';
import { isRecord } from './json.js';

/** A limit on what is uploaded or attached. */
export interface FileLimits {
  /** in MB (1024 * 1024 bytes) */
  readonly maxSizeMB: number;
  /** extensions without the dot, lower case */
  readonly allowedTypes: readonly string[];
}

/** Someone who can sign in. An admin sees the replicas of all. */
export interface User {
  readonly username: string;
  readonly password: string;
  readonly fullName: string;
  readonly role: 'user' | 'admin';
}

/**
 * How one service behaves. Where the evidence about real services conflicts (protocol.md), a switch names the variants
 * and the default is the one thought to be most common.
 */
export interface ServiceOptions {
  readonly currentVersion: number;
  /** Tokens of `capabilities`; without `Uploads` there is no uploads resource. */
  readonly capabilities: string;
  /** Keys that replace those of `syncCapabilities`. */
  readonly syncCapabilities: Readonly<Record<string, unknown>>;
  readonly maxRecordCount: number;
  readonly allowGeometryUpdates: boolean;
  /** A value outside of its field's domain is an edit error 1016. */
  readonly validateDomains: boolean;
  /** Script in a text is an edit error 1006. */
  readonly rejectHtml: boolean;
  /** What a sync does with an add whose GlobalID is there already. */
  readonly duplicateAdd: 'error' | 'update' | 'duplicate';
  /** Which rows that a replica sent itself come back in its downloads: none ever, those the service wrote into, or all. */
  readonly echoOwnEdits: 'never' | 'tracked' | 'always';
  /** Whether a row that no longer passes the replica's filter arrives as a delete. */
  readonly leavingRows: 'delete' | 'keep';
  /** The generation in the reply to an upload-only sync. */
  readonly generationAfterUpload: 'new' | 'unchanged' | 'absent';
  /** Where a sync reply carries the results of the edits it was sent. */
  readonly editResults: 'editResults' | 'editsResults' | 'inEdits';
  /** What applyEdits with rollbackOnFailure answers when an edit failed. */
  readonly rollbackReply: 'error' | 'results';
  readonly guidFormat: GuidFormat;
  /** The key under which a reply names the file that holds the real reply. */
  readonly urlKey: 'URL' | 'resultUrl' | 'responseUrl' | 'url';
  readonly statusUrlKey: 'statusUrl' | 'statusURL';
  /** Which rows of a table without a layer query belong to a replica: all, or those related to a row of the replica. */
  readonly tableQueryOption: 'useFilter' | 'none';
  /** false: no Uploads capability at all */
  readonly uploads: FileLimits | false;
  /** The unit key of uploads/info; `none` leaves it out, which means MB. */
  readonly uploadsInfoUnit: 'none' | 'MB' | 'BYTES';
  readonly uploadPartsAs: 'strings' | 'numbers';
  /** An upload item is gone once an attachment was made of it. */
  readonly consumeUploads: boolean;
  /** Limits of an attachment, however it arrives. */
  readonly attachments: FileLimits;
  readonly resultFileLifetimeMs: number;
  /** How long an asynchronous job takes at least. */
  readonly jobDelayMs: number;
  /** Every request needs a token. */
  readonly secured: boolean;
  readonly users: readonly User[];
  readonly tokenLifetimeMs: number;
  /** Whether /rest/info names a portal, and so leads to who the user is. */
  readonly owningSystem: boolean;
}

const types =
  'jpg jpeg png gif bmp tif tiff heic heif webp svg mp4 mov avi mp3 wav m4a pdf txt csv json geojson xml zip doc docx xls xlsx geodatabase'.split(
    ' ',
  );

/** What a service does unless told otherwise. */
export const defaultOptions: ServiceOptions = {
  currentVersion: 11.1,
  capabilities: 'Create,Delete,Query,Update,Editing,Sync,Uploads',
  syncCapabilities: {},
  maxRecordCount: 2000,
  allowGeometryUpdates: true,
  validateDomains: true,
  rejectHtml: true,
  duplicateAdd: 'error',
  echoOwnEdits: 'tracked',
  leavingRows: 'delete',
  generationAfterUpload: 'new',
  editResults: 'editResults',
  rollbackReply: 'error',
  guidFormat: 'braced',
  urlKey: 'URL',
  statusUrlKey: 'statusUrl',
  tableQueryOption: 'useFilter',
  uploads: { maxSizeMB: 2000, allowedTypes: types },
  uploadsInfoUnit: 'MB',
  uploadPartsAs: 'strings',
  consumeUploads: false,
  attachments: { maxSizeMB: 200, allowedTypes: types },
  resultFileLifetimeMs: 10 * 60 * 1000,
  jobDelayMs: 30,
  secured: false,
  users: [
    { username: 'inspector', password: 'inspector', fullName: 'Ina Inspector', role: 'user' },
    { username: 'surveyor', password: 'surveyor', fullName: 'Sam Surveyor', role: 'user' },
    { username: 'admin', password: 'admin', fullName: 'Ada Admin', role: 'admin' },
  ],
  tokenLifetimeMs: 60 * 60 * 1000,
  owningSystem: true,
};

/**
 * @param changes what a caller wants otherwise, perhaps from a request; file limits may be given in part
 * @throws {ServiceError} 400 for an option that does not exist, so that a typing error is not a silent default
 */
export function withOptions(options: ServiceOptions, changes: unknown): ServiceOptions {
  if (changes === undefined || changes === null) return options;
  if (!isRecord(changes)) throw new ServiceError(400, 'Options are an object', { httpStatus: 400 });
  for (const [name, value] of Object.entries(changes)) checkOption(name, value);
  const merged = { ...options, ...changes };
  return {
    ...merged,
    attachments: { ...options.attachments, ...merged.attachments },
    uploads: merged.uploads && { ...(options.uploads || defaultOptions.uploads), ...merged.uploads },
  };
}

function checkOption(name: string, value: unknown): void {
  const standard = (defaultOptions as unknown as Record<string, unknown>)[name];
  if (standard === undefined) throw new ServiceError(400, `Unknown option: ${name}`, { httpStatus: 400 });
  const same = typeof standard === typeof value && Array.isArray(standard) === Array.isArray(value);
  if (!same && !(name === 'uploads' && value === false)) {
    throw new ServiceError(400, `Option ${name} is not a ${typeof value}`, { httpStatus: 400 });
  }
}

/** @returns the capabilities in force: `Uploads` only where uploads are on */
export function capabilities(options: ServiceOptions): string[] {
  const tokens = options.capabilities.split(',').map((token) => token.trim());
  return tokens.filter((token) => token !== '' && (token !== 'Uploads' || options.uploads !== false));
}
