import type { Reply } from './reply.js';
import type { Call } from './site.js';
import * as edits from './routes/apply-edits.js';
import * as attachments from './routes/attachments.js';
import { cleanupChangeTracking } from './routes/cleanup-changes.js';
import { createReplica } from './routes/create-replica.js';
import { extractChanges } from './routes/extract-changes.js';
import { jobStatus, resultFile, signedFile } from './routes/jobs.js';
import { layerResource } from './routes/layer.js';
import { communitySelf, portalRoot, portalSelf } from './routes/portal.js';
import { queryAttachments } from './routes/query-attachments.js';
import { queryRelatedRecords } from './routes/query-related.js';
import { query } from './routes/query.js';
import { replicaInfo, replicas, unRegisterReplica } from './routes/replicas.js';
import { restInfo, serviceCatalogue } from './routes/rest-info.js';
import { allLayers, serviceRoot } from './routes/service.js';
import { synchronizeReplica } from './routes/synchronize-replica.js';
import { generateToken } from './routes/tokens.js';
import * as uploads from './routes/uploads.js';
import { versioned } from './routes/versions.js';

/** One thing that the service can be asked for. */
export interface Operation {
  /** its name in the log and in faults */
  readonly name: string;
  /** behind `/{site}`; `FS` stands for the feature service */
  readonly path: string;
  readonly run: (call: Call) => Reply;
  /** answered without a token on a secured service too */
  readonly open?: true;
}

const layer = 'FS/:layer{[0-9]+}';
const feature = `${layer}/:objectId{[0-9]+}`;

/** All operations. Any of them may come by GET or POST: some clients send even edits by GET while the address is short. */
export const operations: readonly Operation[] = [
  { name: 'restInfo', path: '/rest/info', run: restInfo, open: true },
  { name: 'services', path: '/rest/services', run: serviceCatalogue, open: true },
  { name: 'generateToken', path: '/tokens/generateToken', run: generateToken, open: true },
  { name: 'generateToken', path: '/sharing/rest/generateToken', run: generateToken, open: true },
  { name: 'portal', path: '/sharing/rest', run: portalRoot, open: true },
  { name: 'communitySelf', path: '/sharing/rest/community/self', run: communitySelf, open: true },
  { name: 'portalSelf', path: '/sharing/rest/portals/self', run: portalSelf, open: true },
  { name: 'resultFile', path: '/rest/directories/arcgisoutput/:file', run: resultFile },
  { name: 'resultFile', path: '/blob/:file', run: signedFile, open: true },
  { name: 'service', path: 'FS', run: serviceRoot },
  { name: 'layers', path: 'FS/layers', run: allLayers },
  { name: 'applyEdits', path: 'FS/applyEdits', run: versioned(edits.applyEdits) },
  { name: 'createReplica', path: 'FS/createReplica', run: createReplica },
  { name: 'synchronizeReplica', path: 'FS/synchronizeReplica', run: synchronizeReplica },
  { name: 'extractChanges', path: 'FS/extractChanges', run: extractChanges },
  { name: 'cleanupChangeTracking', path: 'FS/cleanupChangeTracking', run: cleanupChangeTracking },
  { name: 'unRegisterReplica', path: 'FS/unRegisterReplica', run: unRegisterReplica },
  { name: 'replicas', path: 'FS/replicas', run: replicas },
  { name: 'replica', path: 'FS/replicas/:replica', run: replicaInfo },
  { name: 'job', path: 'FS/jobs/:job', run: jobStatus },
  { name: 'job', path: 'FS/jobs/:job/status', run: jobStatus },
  { name: 'job', path: 'FS/createReplica/:job', run: jobStatus },
  { name: 'job', path: 'FS/synchronizeReplica/:job', run: jobStatus },
  { name: 'job', path: 'FS/applyEdits/:job', run: jobStatus },
  { name: 'job', path: 'FS/extractChanges/:job', run: jobStatus },
  { name: 'resultFile', path: 'FS/replicafiles/:file', run: resultFile },
  { name: 'uploads', path: 'FS/uploads', run: uploads.uploadsRoot },
  { name: 'uploadsInfo', path: 'FS/uploads/info', run: uploads.uploadsInfo },
  { name: 'upload', path: 'FS/uploads/upload', run: uploads.upload },
  { name: 'register', path: 'FS/uploads/register', run: uploads.registerUpload },
  { name: 'uploadPart', path: 'FS/uploads/:item/uploadPart', run: uploads.uploadPart },
  { name: 'parts', path: 'FS/uploads/:item/parts', run: uploads.uploadParts },
  { name: 'commit', path: 'FS/uploads/:item/commit', run: uploads.commitUpload },
  { name: 'deleteUpload', path: 'FS/uploads/:item/delete', run: uploads.deleteUpload },
  { name: 'uploadItem', path: 'FS/uploads/:item', run: uploads.uploadItem },
  { name: 'layer', path: layer, run: layerResource },
  { name: 'query', path: `${layer}/query`, run: versioned(query) },
  { name: 'applyEdits', path: `${layer}/applyEdits`, run: versioned(edits.applyEdits) },
  { name: 'addFeatures', path: `${layer}/addFeatures`, run: versioned(edits.addFeatures) },
  { name: 'updateFeatures', path: `${layer}/updateFeatures`, run: versioned(edits.updateFeatures) },
  { name: 'deleteFeatures', path: `${layer}/deleteFeatures`, run: versioned(edits.deleteFeatures) },
  { name: 'queryRelatedRecords', path: `${layer}/queryRelatedRecords`, run: versioned(queryRelatedRecords) },
  { name: 'queryAttachments', path: `${layer}/queryAttachments`, run: versioned(queryAttachments) },
  { name: 'attachments', path: `${feature}/attachments`, run: versioned(attachments.attachmentInfos) },
  {
    name: 'attachment',
    path: `${feature}/attachments/:attachment{[0-9]+}`,
    run: versioned(attachments.attachmentBytes),
  },
  { name: 'addAttachment', path: `${feature}/addAttachment`, run: versioned(attachments.addAttachment) },
  { name: 'updateAttachment', path: `${feature}/updateAttachment`, run: versioned(attachments.updateAttachment) },
  { name: 'deleteAttachments', path: `${feature}/deleteAttachments`, run: versioned(attachments.deleteAttachments) },
];
