import { variant } from './variant.js';

/** synchronizeReplica and the results of edits. */
export const syncVariants = {
  duplicateAdd: variant(
    '3.4',
    ['error', 'update', 'duplicate'],
    'What becomes of an add whose GlobalID is there already: 1022, a merge into the row, or a second row.',
  ),
  echoOwnEdits: variant(
    '3.4',
    ['tracked', 'never', 'always'],
    'Which rows that a replica sent itself come back in its downloads: those the service wrote into, none ever, or all.',
  ),
  leavingRows: variant(
    '3.3',
    ['delete', 'keep'],
    'Whether a row that no longer passes the filter of the replica arrives as a delete, or not at all.',
  ),
  deltas: variant(
    '3.1',
    ['asked', 'sqlite', 'sqlite-newer'],
    'The form of what a sync sends: the one that was asked for, or a mobile geodatabase whatever was asked, also with a change that nobody knows.',
  ),
  generationAfterUpload: variant(
    '3.4',
    ['new', 'unchanged', 'absent'],
    'The generation in the reply to an upload-only sync.',
  ),
  generationsAs: variant('3.3', ['numbers', 'strings'], 'Whether replies write generations as numbers or as text.'),
  staleGeneration: variant(
    '9',
    ['error', 'replacement'],
    'What a generation older than the retained changes leads to: an error, or all data anew as `ReplacementData`.',
  ),
  replicaLock: variant(
    '9',
    ['error', 'none'],
    'Whether a sync is refused while a job that synchronizes the same replica has not finished.',
  ),
  syncErrorCode: variant(
    '9',
    ['400', '500'],
    'The code of errors about a replica: unknown, locked, download-only, or its generation not usable.',
  ),
  rollbackDefault: variant('3.1', ['false', 'true'], 'What a synchronizeReplica without `rollbackOnFailure` means.'),
  editResults: variant(
    '3.3',
    ['editResults', 'editsResults', 'inEdits', 'inFeatures'],
    'Where a sync reply carries the results of edits: in an array of one of two names, or in each layer of `edits`, or in its `features`.',
  ),
  attachmentResults: variant(
    '3.3',
    ['nested', 'named'],
    'Whether the results of attachments in a sync are lists in `attachments`, or lists named `addAttachmentResults` and so on.',
  ),
  unaskedAdds: variant(
    '3.3',
    ['empty', 'missing'],
    'Without `returnIdsForAdds`, whether `addResults` of adds that went well is empty or left out.',
  ),
  resultIds: variant(
    '3.3',
    ['objectId', 'objectID'],
    'Whether an edit result names its row by `objectId` and `globalId`, or by `objectID` and `globalID`.',
  ),
  resultCodes: variant('3.3', ['numbers', 'strings'], 'Whether the error code of an edit result is a number or text.'),
  versioning: variant(
    '3.5',
    ['none', 'branch', 'traditional'],
    'Whether the data are archived, or versioned: a replica then names the version that it synchronizes with.',
  ),
  versionPer: variant(
    '3.5',
    ['map', 'user'],
    'Whether a replica of versioned data gets a version for each download of a map, or one for its user.',
  ),
  missingRow: variant('3.5', ['1011', '1013'], 'The code of an update or delete of a row that is gone.'),
} as const;
