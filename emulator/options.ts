import { ServiceError } from './errors.js';
import { isRecord, without } from './json.js';
import { findProfile, profiles } from './variants/profiles.js';
import { defaultVariants, findVariant, type Variants } from './variants/table.js';

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
 * How one service behaves. Where the evidence about real services conflicts, one of the variants decides
 * (variants/table.ts).
 */
export interface ServiceOptions extends Variants {
  readonly currentVersion: number;
  /** Tokens of `capabilities`; without `Uploads` there is no uploads resource. */
  readonly capabilities: string;
  /** Keys that replace those of `syncCapabilities`. */
  readonly syncCapabilities: Readonly<Record<string, unknown>>;
  readonly maxRecordCount: number;
  /** Larger request bodies are refused with HTTP 413. */
  readonly maxBodyBytes: number;
  readonly allowGeometryUpdates: boolean;
  /** Dates have no known time zone: clients have to say that they know. */
  readonly datesInUnknownTimezone: boolean;
  /** Updates and deletes of rows of other users are refused (ownership-based access control). */
  readonly ownerOnly: boolean;
  /** Fields with a unique index: a value that is there already is an edit error 1022. */
  readonly uniqueFields: readonly string[];
  /** Whether true curves are taken; else they are an edit error 1005. */
  readonly trueCurves: boolean;
  /** A value outside of its field's domain is an edit error 1016. */
  readonly validateDomains: boolean;
  /** Script in a text is an edit error 1006. */
  readonly rejectHtml: boolean;
  /** false: no Uploads capability at all */
  readonly uploads: FileLimits | false;
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
  ...defaultVariants,
  currentVersion: 11.1,
  capabilities: 'Create,Delete,Query,Update,Editing,Sync,Uploads',
  syncCapabilities: {},
  maxRecordCount: 2000,
  maxBodyBytes: Number.MAX_SAFE_INTEGER,
  allowGeometryUpdates: true,
  datesInUnknownTimezone: false,
  ownerOnly: false,
  uniqueFields: [],
  trueCurves: true,
  validateDomains: true,
  rejectHtml: true,
  uploads: { maxSizeMB: 2000, allowedTypes: types },
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
 * @param changes what a caller wants otherwise, perhaps from a request: options, variants, and `profile` for the variants
 *   of one host, which single ones beside it overrule. File limits may be given in part
 * @throws {ServiceError} 400 for an option or value that does not exist, so that a typing error is not a silent default
 */
export function withOptions(options: ServiceOptions, changes: unknown): ServiceOptions {
  if (changes === undefined || changes === null) return options;
  if (!isRecord(changes)) throw refusal('Options are an object');
  const wanted = { ...profileOptions(changes['profile']), ...without(changes, 'profile') };
  for (const [name, value] of Object.entries(wanted)) checkOption(name, value);
  const merged = { ...options, ...wanted };
  return {
    ...merged,
    attachments: { ...options.attachments, ...merged.attachments },
    uploads: merged.uploads && { ...(options.uploads || defaultOptions.uploads), ...merged.uploads },
  };
}

function profileOptions(name: unknown): Record<string, unknown> {
  if (name === undefined) return {};
  const shown = typeof name === 'string' ? name : typeof name;
  const profile = findProfile(shown);
  if (profile === undefined) throw refusal(`Unknown profile: ${shown}. There are ${Object.keys(profiles).join(', ')}`);
  return profile.options;
}

function checkOption(name: string, value: unknown): void {
  const values = findVariant(name)?.values;
  if (values !== undefined && !values.includes(String(value)))
    throw refusal(`${name} is one of ${values.join(', ')}, not ${String(value)}`);
  const standard = (defaultOptions as unknown as Record<string, unknown>)[name];
  if (standard === undefined) throw refusal(`Unknown option: ${name}`);
  const same = typeof standard === typeof value && Array.isArray(standard) === Array.isArray(value);
  if (!same && !(name === 'uploads' && value === false)) throw refusal(`Option ${name} is not a ${typeof value}`);
}

function refusal(message: string): ServiceError {
  return new ServiceError(400, message, { httpStatus: 400 });
}

/** @returns the capabilities in force: `Uploads` only where uploads are on */
export function capabilities(options: ServiceOptions): string[] {
  const tokens = options.capabilities.split(',').map((token) => token.trim());
  return tokens.filter((token) => token !== '' && (token !== 'Uploads' || options.uploads !== false));
}
