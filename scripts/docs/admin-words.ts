/** What the admin of a service does about each error: the third column of docs/errors.md. */
import type { GdbErrorCode } from '../../src/shared/errors.js';

const NOTHING = 'Nothing.';
const PAGE = 'Nothing on the service: this is the page’s own business.';

export const adminWords: Readonly<Record<GdbErrorCode, string>> = {
  network: 'Nothing, unless many report it: then look at the proxy’s time limits and at CORS.',
  timeout:
    'Look whether the service is overloaded. Jobs (`supportsAsync`) keep long work out of the proxies’ time limits.',
  aborted: NOTHING,
  'not-json':
    'If it happens in the office too, look what stands in front of the service: a proxy, a sign-in page, a maintenance page.',
  'bad-reply': 'Compare the reply that the message names with the REST documentation of the service’s version.',
  http: 'Look into the log of the web server at the time of the receipt. 413: raise the limit on request bodies, or switch on Uploads.',
  'rate-limited': 'Raise the limit, or spread the teams: the devices wait as long as they are told.',
  service: 'Look up the service’s own words in its log.',
  'job-failed':
    'Look into the job’s messages and the geoprocessing log. Too many rows for one replica is the usual cause.',
  'replica-not-found':
    'See with `gdb-replicas` what was unregistered. Another replica is made by itself, and no edit is lost.',
  'stale-generation': 'Keep change tracking longer than the longest time between two syncs (`retentionPeriod`).',
  'not-supported': 'Switch on what the message names. `gdb-check URL` lists all of it.',
  'token-required': 'Nothing, if the service is meant to be secured.',
  'token-invalid': 'Give tokens a life that covers a sync with photos; an hour is a good start.',
  forbidden: 'Give the user the rights to view and edit, and to sync; look at ownership-based access control.',
  'user-unknown': 'Let `community/self` of the portal be reached from the page, or have the page name the user.',
  'user-mismatch': NOTHING,
  'anonymous-edits': NOTHING,
  'not-loaded':
    'Keep the files of the last version for a while when the page is deployed anew, or use a service worker.',
  'insecure-context': 'Serve the page by https.',
  'storage-unavailable':
    'Allow site data for the page’s origin in the managed browser’s policy. In a frame of another site the browser may deny it.',
  'storage-full': 'Take smaller areas, or photos later (`attachmentDownload: lazy`).',
  'storage-lost': NOTHING,
  'storage-damaged': 'Nothing. Where it comes back on one device, have its storage checked.',
  'schema-newer': 'Serve one version of the page: an old copy in a cache is the usual cause.',
  'blocked-by-other-tab': NOTHING,
  'stale-holder': NOTHING,
  'invalid-argument': PAGE,
  'controller-options-conflict': PAGE,
  'controller-closed': PAGE,
  'no-geodatabase': NOTHING,
  'geodatabase-exists': NOTHING,
  busy: NOTHING,
  'pending-edits': NOTHING,
  'layer-not-found': 'Put the layer back, or have people take the area anew. Edits wait for it.',
  'feature-not-found': NOTHING,
  'edit-not-found': NOTHING,
  'attachment-not-found': 'Look whether the attachment is on the service.',
  'attachment-refused': 'Raise `maxUploadFileSize`, or allow the file type for uploads and for the layer.',
  'unsupported-query': PAGE,
  'bad-file': NOTHING,
  'unsupported-file': NOTHING,
  'wrong-passphrase': 'Nothing: nobody can open the file without it.',
  'already-registered': NOTHING,
  'registration-not-needed': NOTHING,
  'not-registered': 'Nothing, if the service can be reached. Registering needs the right to sync.',
  'geodatabase-unregistered': 'Hand out a new file.',
  'original-unregistered': 'Hand out a new file, made from a replica that stays registered.',
  'schema-mismatch': 'Hand out a new file each time the layers are changed.',
  'other-service': 'Where the service moved to another address, keep the old one until all files are imported.',
  internal: 'Send the message to who made the page.',
};

const LOG = 'Look into the service’s log for the time of the receipt.';
const DATA = 'Look at the data: the layer’s schema and its rows.';

/** By the ArcGIS code of a refused edit. */
export const adminEditWords: Readonly<Record<number, string>> = {
  100: 'Publish the layer with default Z values, or without Z.',
  1000: LOG,
  1001: 'Give the field a default, or let it be empty.',
  1002: 'Publish the layer with default M values, or without M.',
  1003: NOTHING,
  1004: 'Switch on "Allow geometry updates" (`allowGeometryUpdates`).',
  1005: 'Switch on true curve updates (`allowTrueCurvesUpdates`).',
  1006: 'Nothing. If markup is wanted, change `xssPreventionInfo`.',
  1007: 'Look at ownership-based access control.',
  1008: 'Look at the limits on size and type of attachments.',
  1009: 'Look at the limits on size and type of attachments.',
  1010: LOG,
  1011: NOTHING,
  1012: NOTHING,
  1013: 'Look at ownership-based access control.',
  1014: 'Publish the layer with default Z values, or without Z.',
  1015: DATA,
  1016: `${DATA} A domain or a field’s length is the usual cause.`,
  1017: LOG,
  1018: LOG,
  1019: LOG,
  1020: 'Add GlobalIDs to the layer again, and publish anew.',
  1021: 'Fill in GlobalIDs for all rows.',
  1022: 'Look which index the value breaks. A GlobalID that exists is recognised by the device itself.',
  1023: 'Let the field be edited, or take it out of the forms.',
  2000: NOTHING,
  2001: 'Put the layer back into the service.',
  9001: NOTHING,
  9002: 'Put the field back, or have people write down what it held.',
  9003: 'Raise the limit on request bodies, or switch on Uploads.',
  9004: LOG,
  [-2147207418]: 'Look at the layer’s attribute rules.',
  [-2147217395]: DATA,
};

/** What a status or an envelope’s code becomes, as `src/service/failures.ts` has it. A test holds these rows against that code. */
export const serviceCodes: readonly {
  readonly code: string;
  readonly becomes: GdbErrorCode;
  readonly again: boolean;
}[] = [
  { code: 'HTTP 401', becomes: 'forbidden', again: false },
  { code: 'HTTP 403', becomes: 'forbidden', again: false },
  { code: 'HTTP 404', becomes: 'http', again: false },
  { code: 'HTTP 413', becomes: 'http', again: false },
  { code: 'HTTP 429', becomes: 'rate-limited', again: true },
  { code: 'HTTP 500', becomes: 'http', again: true },
  { code: 'HTTP 503', becomes: 'http', again: true },
  { code: 'JSON 400', becomes: 'service', again: false },
  { code: 'JSON 403', becomes: 'forbidden', again: false },
  { code: 'JSON 404', becomes: 'service', again: false },
  { code: 'JSON 498', becomes: 'token-invalid', again: false },
  { code: 'JSON 499', becomes: 'token-required', again: false },
  { code: 'JSON 500', becomes: 'service', again: false },
  { code: 'JSON 504', becomes: 'service', again: true },
  { code: 'JSON -2147220000', becomes: 'service', again: false },
];
