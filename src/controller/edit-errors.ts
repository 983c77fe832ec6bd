/** Refused edits in the words of the Runtime SDK's samples. */
import type { EditIssue, EditOperation } from '../shared/records.js';
import type { FeatureEditError } from './types.js';

const WORDS: Readonly<Record<EditOperation, string>> = {
  add: 'add',
  update: 'update',
  delete: 'delete',
  attachAdd: 'addAttachment',
  attachUpdate: 'updateAttachment',
  attachDelete: 'deleteAttachment',
};

export function toFeatureEditError(issue: EditIssue): FeatureEditError {
  const {
    id,
    layerId,
    layerName,
    objectId,
    globalId,
    operation,
    attachmentGlobalId,
    attachmentName,
    title,
    error,
    at,
  } = issue;
  return {
    id,
    layerId,
    layerName,
    objectId,
    globalId,
    editOperation: operation,
    editOperationString: WORDS[operation],
    ...(attachmentGlobalId === undefined ? {} : { attachmentGlobalId }),
    ...(attachmentName === undefined ? {} : { attachmentName }),
    title,
    error,
    at,
  };
}
