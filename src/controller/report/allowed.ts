/**
 * Everything in a report passes here. A text goes in only if it is one of those known beforehand: what a service, a page or a person wrote could
 * be anything, in any place.
 */
import type { ErrorSummary } from '../../shared/errors.js';
import type { ReportedError } from './types.js';

const CAPABILITIES: ReadonlySet<string> = new Set(
  'CREATE UPDATE DELETE QUERY SYNC UPLOADS EDITING EXTRACT CHANGETRACKING MAP DATA'.split(' '),
);

/** https://developers.arcgis.com/rest/services-reference/enterprise/feature-service/ */
const SYNC_CAPABILITIES: readonly string[] = [
  'supportsAsync',
  'supportsRegisteringExistingData',
  'supportsRegisterExistingData',
  'supportsSyncDirectionControl',
  'supportsPerLayerSync',
  'supportsPerReplicaSync',
  'supportsSyncModelNone',
  'supportsRollbackOnFailure',
  'supportsAttachmentsSyncDirection',
  'supportsBiDirectionalSyncForServer',
  'supportsVersionedEditing',
  'supportsBranchVersionReconcile',
  'supportsReconcileBranchVersion',
  'supportsQueryWithDatumTransformation',
];

const GEOMETRIES = /^esriGeometry(?:Point|Multipoint|Polyline|Polygon|Envelope|MultiPatch)$/;
/** `GdbErrorCode`, a gap, the kind of a note: of this library or a newer one, in another tab. */
const CODE = /^[a-z]+(?:-[a-z]+){0,4}$/;
const OPERATIONS: ReadonlySet<string> = new Set(
  (
    'createReplica synchronizeReplica unRegisterReplica replicas query queryAttachments queryDomains register upload uploadPart parts commit ' +
    'applyEdits jobs info self extractChanges'
  ).split(' '),
);

/** Known tokens of `capabilities`. */
export function capabilities(tokens: readonly unknown[]): readonly string[] {
  const said = tokens.map((token) => String(token).trim().toUpperCase());
  return [...CAPABILITIES].filter((token) => said.includes(token));
}

/** Known flags of `syncCapabilities`. */
export function syncCapabilities(given: unknown): Readonly<Record<string, boolean>> {
  const flags = typeof given === 'object' && given !== null ? (given as Readonly<Record<string, unknown>>) : {};
  return Object.fromEntries(
    SYNC_CAPABILITIES.flatMap((name) => (typeof flags[name] === 'boolean' ? [[name, flags[name]]] : [])),
  );
}

export function geometryType(type: string | undefined): string | null {
  return type !== undefined && GEOMETRIES.test(type) ? type : null;
}

const WORDS: ReadonlySet<string> = new Set(
  (
    'idle preparing reconciling uploading-attachments submitting waiting-server downloading applying waiting-retry completed completed-with-errors ' +
    'failed cancelled opening not-offline ready changes-not-sent working attention sign-in-needed paused metered storage other-tab unavailable ' +
    'offline needs-auth user upgrade generate sync load register unregister bidirectional upload download snapshot perReplica perLayer none eager ' +
    'lazy pending done add update delete attachAdd attachUpdate attachDelete'
  ).split(' '),
);

/** A word that this library uses for a state, a direction or an operation; anything else is `unknown`. */
export function word<Word extends string>(given: Word): Word | 'unknown' {
  return WORDS.has(given) ? given : 'unknown';
}

/** A code of this library; anything else is `unknown`. */
export function code<Code extends string>(given: Code): Code | 'unknown' {
  return CODE.test(given) && given.length <= 40 ? given : 'unknown';
}

/** Undefined for what is no number. */
export function count(given: unknown): number | undefined {
  return typeof given === 'number' && Number.isFinite(given) ? given : undefined;
}

export function time(ms: number | null | undefined): string | null {
  return typeof ms === 'number' && Number.isFinite(ms) && Math.abs(ms) < 8.64e15 ? new Date(ms).toISOString() : null;
}

/** An error's codes, without its words and its address. */
export function reportedError(error: ErrorSummary | null): ReportedError | null {
  if (error === null) return null;
  const { status, serviceCode, url, bytesNeeded, bytesFree, gaps } = error.details;
  const operation = operationOf(url);
  return {
    code: code(error.code),
    retryable: error.retryable,
    ...numbers({ status, serviceCode, bytesNeeded, bytesFree }),
    ...(operation === undefined ? {} : { operation }),
    ...(gaps === undefined ? {} : { gaps: gaps.map((gap) => code(gap.code)) }),
  };
}

/** Those that are numbers. */
export function numbers<Name extends string>(
  given: Readonly<Record<Name, unknown>>,
): Readonly<Partial<Record<Name, number>>> {
  const known = Object.entries(given).filter(([, value]) => count(value) !== undefined);
  return Object.fromEntries(known) as Partial<Record<Name, number>>;
}

/** The last part of the address that names an operation. */
function operationOf(url: string | undefined): string | undefined {
  const parts = url?.split(/[?#]/, 1)[0]?.split('/') ?? [];
  return parts.findLast((part) => OPERATIONS.has(part));
}
