/** `edits.json` and `manifest.json` of anybody's file, taken for nothing but what they prove to be. Rejects `bad-file`. */
import { GdbError } from '../shared/errors.js';
import type { Attributes, Feature, Geometry } from '../shared/esri.js';
import { isGuid, toGlobalId } from '../shared/ids.js';
import { isObject, type JsonObject, type JsonValue } from '../shared/json.js';
import { contentTypeOf, tameName } from '../shared/files.js';
import { PART_SIZE, partCount } from '../shared/parts.js';
import type { EditError, EditOperation } from '../shared/records.js';
import type { RescueAttachment, RescueEdit, RescueEdits } from '../shared/rescue.js';
import { FORMAT, VERSION, type FileNote, type Manifest } from './format.js';

const OPERATIONS: ReadonlySet<string> = new Set([
  'add',
  'update',
  'delete',
  'attachAdd',
  'attachUpdate',
  'attachDelete',
]);
const HASH = /^[0-9a-f]{64}$/;
/** Names that are no fields, but change what an object is. */
const NO_FIELDS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);
/** Deeper than any geometry or curve. */
const DEEPEST = 12;

export function checkManifest(value: unknown): Manifest {
  if (!isObject(value) || value['format'] !== FORMAT) throw bad('no manifest of a rescue file');
  if (typeof value['version'] !== 'number' || value['version'] > VERSION)
    throw new GdbError(
      'unsupported-file',
      'The file was written by a newer version: reload the page to get that version.',
    );
  if (value['version'] !== VERSION || value['partSize'] !== PART_SIZE) throw bad('an unknown version');
  const files = list(value['files'], 'files').map(fileNote);
  if (new Set(files.map(({ path }) => path)).size < files.length) throw bad('two files of one name');
  return {
    format: FORMAT,
    version: VERSION,
    uid: text(value, 'uid'),
    mode: value['mode'] === 'hand-over' ? 'hand-over' : 'copy',
    createdAt: number(value['createdAt'], 'createdAt'),
    serviceUrl: text(value, 'serviceUrl'),
    geodatabase: text(value, 'geodatabase'),
    storeInstance: text(value, 'storeInstance'),
    users: list(value['users'], 'users').map((user) => text({ user }, 'user')),
    partSize: PART_SIZE,
    files,
  };
}

function fileNote(value: unknown): FileNote {
  const note = object(value, 'a file');
  const size = wholeNumber(note['size'], 'size');
  const parts = hashes(note['parts']);
  if (parts.length !== partCount(size)) throw bad('a file with hashes for another size');
  return { path: text(note, 'path'), size, parts };
}

export function checkEdits(value: unknown): RescueEdits {
  const { storeInstance, edits } = object(value, 'the edits');
  const checked = list(edits, 'edits').map(checkEdit);
  if (new Set(checked.map(({ uid }) => uid)).size < checked.length) throw bad('an edit twice');
  return { storeInstance: text({ storeInstance }, 'storeInstance'), edits: checked };
}

function checkEdit(value: unknown): RescueEdit {
  const edit = object(value, 'an edit');
  const operation = text(edit, 'operation') as EditOperation;
  if (!OPERATIONS.has(operation)) throw bad('an unknown operation');
  const isOfAttachment = operation.startsWith('attach');
  if (isOfAttachment !== (edit['attachment'] !== undefined)) throw bad(`${operation} with or without an attachment`);
  return {
    uid: text(edit, 'uid'),
    layerId: wholeNumber(edit['layerId'], 'layerId'),
    globalId: key(edit['globalId']),
    operation,
    ...(edit['attributes'] !== undefined && { attributes: attributes(edit['attributes']) }),
    ...(edit['geometry'] !== undefined && { geometry: geometry(edit['geometry']) }),
    ...(isOfAttachment && { attachment: attachment(edit['attachment'], operation) }),
    base: edit['base'] === null || edit['base'] === undefined ? null : row(edit['base']),
    ...(edit['refused'] !== undefined && { refused: refusal(edit['refused']) }),
    ...(edit['givenUpParent'] !== undefined && { givenUpParent: key(edit['givenUpParent']) }),
    user: text(edit, 'user'),
    time: number(edit['time'], 'time'),
  };
}

function attachment(value: unknown, operation: EditOperation): RescueAttachment {
  const found = object(value, 'an attachment');
  const size = wholeNumber(found['size'], 'size');
  const partHashes = hashes(found['partHashes']);
  if (operation !== 'attachDelete' && (size === 0 || partHashes.length !== partCount(size)))
    throw bad('an attachment without its hashes');
  const given = text(found, 'name');
  const contentType = contentTypeOf(new Blob([], { type: text(found, 'contentType') }), given);
  return {
    globalId: key(found['globalId']),
    attachmentId: found['attachmentId'] === null ? null : wholeNumber(found['attachmentId'], 'attachmentId'),
    name: tameName(given, contentType),
    contentType,
    size,
    keywords: text(found, 'keywords'),
    partHashes,
  };
}

function row(value: unknown): Feature {
  const found = object(value, 'a row');
  return { attributes: attributes(found['attributes']), geometry: geometry(found['geometry'] ?? null) };
}

function refusal(value: unknown): EditError {
  const found = object(value, 'a refusal');
  return { code: number(found['code'], 'code'), description: text(found, 'description') };
}

/** Values as a service takes them: texts, finite numbers, nothing. */
function attributes(value: unknown): Attributes {
  const entries = Object.entries(object(value, 'attributes'));
  for (const [name, item] of entries) {
    if (NO_FIELDS.has(name) || name.length > 200) throw bad('an impossible field name');
    const isFine = item === null || typeof item === 'string' || typeof item === 'boolean' || Number.isFinite(item);
    if (!isFine) throw bad(`a value of ${name.slice(0, 50)} that no service takes`);
  }
  return Object.fromEntries(entries) as Attributes;
}

/** JSON of bounded depth whose numbers are finite; what it means, the service judges. */
function geometry(value: unknown): Geometry | null {
  if (value === null) return null;
  const found = object(value, 'a geometry');
  if (!['x', 'points', 'paths', 'rings', 'curvePaths', 'curveRings', 'xmin'].some((name) => Object.hasOwn(found, name)))
    throw bad('a geometry of no kind');
  for (const name of ['points', 'paths', 'rings', 'curvePaths', 'curveRings'])
    if (Object.hasOwn(found, name)) requireNested(list(found[name], name), name);
  return plain(found, DEEPEST) as unknown as Geometry;
}

/** Positions for `points`, lists of them for the others. */
function requireNested(items: readonly unknown[], name: string): void {
  if (name.startsWith('curve')) return;
  for (const item of items) {
    const inner = list(item, name);
    const isFine =
      name === 'points' ? inner.every((n) => typeof n === 'number' || n === null) : inner.every(Array.isArray);
    if (!isFine) throw bad('coordinates that are none');
  }
}

function plain(value: unknown, depth: number): JsonValue {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  if (depth === 0 || typeof value !== 'object') throw bad('a value that is none');
  if (Array.isArray(value)) return value.map((item: unknown) => plain(item, depth - 1));
  const entries = Object.entries(value).filter(([name]) => !NO_FIELDS.has(name));
  return Object.fromEntries(entries.map(([name, item]) => [name, plain(item, depth - 1)]));
}

function hashes(value: unknown): readonly string[] {
  const found = list(value, 'hashes');
  if (!found.every((hash): hash is string => typeof hash === 'string' && HASH.test(hash)))
    throw bad('a hash that is none');
  return found;
}

function key(value: unknown): string {
  if (!isGuid(value)) throw bad('a GlobalID that is none');
  return toGlobalId(value);
}

function object(value: unknown, what: string): JsonObject {
  if (!isObject(value)) throw bad(`${what} that is none`);
  return value;
}

function list(value: unknown, what: string): readonly unknown[] {
  if (!Array.isArray(value)) throw bad(`no list of ${what}`);
  return value as readonly unknown[];
}

function text(from: JsonObject, name: string): string {
  const value = Object.hasOwn(from, name) ? from[name] : undefined;
  if (typeof value !== 'string' || value.length > 100_000) throw bad(`no ${name}`);
  return value;
}

function number(value: unknown, name: string): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) throw bad(`no ${name}`);
  return value;
}

function wholeNumber(value: unknown, name: string): number {
  if (!Number.isSafeInteger(value) || (value as number) < 0) throw bad(`no ${name}`);
  return value as number;
}

function bad(what: string): GdbError {
  return new GdbError('bad-file', `The file is damaged, or no rescue file: it has ${what}.`);
}
