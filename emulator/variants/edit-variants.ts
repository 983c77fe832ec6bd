import { variant } from './variant.js';

/** applyEdits, attachments, uploads and what all replies share. */
export const editVariants = {
  rollbackReply: variant(
    '8',
    ['error', 'results'],
    'What applyEdits and sync with `rollbackOnFailure` answer when an edit failed: an error, or results with `rollbackCode`.',
  ),
  rollbackCode: variant('9', ['1003', '1012'], 'The code of edits that were undone because another one failed.'),
  editMomentKey: variant(
    '8',
    ['edits', 'editResults'],
    'The key of the results beside `editMoment` in the reply to applyEdits of the service.',
  ),
  attachmentReply: variant(
    '7',
    ['object', 'array'],
    'Whether updateAttachment answers `updateAttachmentResult`, or `updateAttachmentResults` as an array.',
  ),
  uploadReference: variant(
    '7',
    ['either', 'uploadId', 'url'],
    'Under which key an attachment may name its upload item.',
  ),
  attachmentKeywords: variant('7', ['told', 'hidden'], 'Whether attachments in a sync carry their `keywords`.'),
  uploadsInfoUnit: variant('6', ['MB', 'none', 'BYTES'], 'The unit in `uploads/info`; without one it is MB.'),
  uploadsInfoTypes: variant(
    '6',
    ['untold', 'told'],
    'Whether `uploads/info` tells the types of files that are allowed, as `allowedUploadFileTypes`.',
  ),
  uploadPartsAs: variant('6', ['strings', 'numbers'], 'Whether `parts` of an upload item are text or numbers.'),
  uploadIds: variant('6', ['plain', 'braced'], 'Whether ids of upload items are an i and a GUID, or a GUID in braces.'),
  lostParts: variant(
    '15',
    ['refused', 'committed'],
    'Whether the commit of an upload item whose part is missing is refused, or makes a shorter file.',
  ),
  fileRanges: variant(
    '7',
    ['served', 'ignored'],
    'Whether attachments and result files are served from a byte on (Range), or always from their beginning.',
  ),
  guidFormat: variant(
    'conventions',
    ['braced', 'bare'],
    'Whether GUIDs are written `{UPPER}`, or lower case without braces.',
  ),
  errorDetails: variant(
    '9',
    ['array', 'missing', 'null', 'text', 'nulls'],
    'What `details` of an error are: an array, absent, null, text, or an array that holds nulls.',
  ),
  retryAfter: variant(
    '9',
    ['hidden', 'exposed'],
    'Whether a page of another origin may read `Retry-After` (Access-Control-Expose-Headers).',
  ),
} as const;
