/** The operations of a layer or of the service besides describing and querying it: edits, attachments, related records. */
import { GdbError } from '../../shared/errors.js';
import type { LayerSchema } from '../../shared/esri.js';
import type { GeodatabaseRecord } from '../../shared/records.js';
import { applyLayerEdits, applyServiceEdits } from './apply-edits.js';
import {
  attachmentContent,
  deleteAttachments,
  listAttachments,
  putAttachment,
  queryAttachments,
} from './attachments.js';
import type { LocalCopy } from './local-copy.js';
import type { References } from './references.js';
import { queryRelatedRecords } from './related.js';
import { Params, type LocalReply, type LocalRequest } from './request.js';

/** What every operation works on. */
export interface OperationContext {
  readonly controller: LocalCopy;
  readonly geodatabase: GeodatabaseRecord;
  readonly references: References;
}

/** A request to one layer, its path taken apart: `0/41/attachments/3` is the operation `attachments` of the feature 41, with the rest `3`. */
export interface LayerOperation {
  readonly layer: LayerSchema;
  readonly operation: string;
  readonly objectId: number;
  readonly rest: string;
}

/** `{FeatureServer}/applyEdits`. */
export function editService(context: OperationContext, values: LocalRequest['params']): Promise<LocalReply> {
  const { controller, geodatabase, references } = context;
  return applyServiceEdits(controller, geodatabase.layers, { params: new Params(values), references });
}

/** Throws `not-supported` for an operation that there is none of. */
export function operateLayer(
  context: OperationContext,
  { layer, operation, objectId, rest }: LayerOperation,
  { path, params: values, file }: LocalRequest,
): Promise<LocalReply> {
  const { controller, geodatabase, references } = context;
  const params = new Params(values);
  const feature = { layerId: layer.layerId, objectId };
  switch (operation) {
    case 'queryrelatedrecords':
      return queryRelatedRecords({ ...context, layer }, geodatabase.layers, params);
    case 'applyedits':
      return applyLayerEdits(controller, layer, { params, references });
    case 'addfeatures':
    case 'updatefeatures':
    case 'deletefeatures':
      return applyLayerEdits(controller, layer, { params: new Params(asApplyEdits(operation, values)), references });
    case 'queryattachments':
      return queryAttachments(controller, layer.layerId, params);
    case 'addattachment':
    case 'updateattachment':
      return putAttachment(controller, feature, { file, params });
    case 'deleteattachments':
      return deleteAttachments(controller, feature, params);
    case 'attachments':
      return rest === '' ? listAttachments(controller, feature) : attachmentContent(controller, feature, Number(rest));
  }
  throw new GdbError('not-supported', `The copy on this device does not have the operation "${path}".`);
}

/** The older operations for one kind of edit, in the words of `applyEdits`. */
function asApplyEdits(operation: string, values: LocalRequest['params']): LocalRequest['params'] {
  const { features = '', objectIds = '', ...others } = values;
  switch (operation) {
    case 'addfeatures':
      return { ...others, adds: features };
    case 'updatefeatures':
      return { ...others, updates: features };
    default:
      return { ...others, deletes: objectIds };
  }
}
