import { variant } from './variant.js';

/** Metadata, createReplica, the replicas resource and jobs. */
export const replicaVariants = {
  indexes: variant(
    '1.3',
    ['truth', 'nothing'],
    'Whether `indexes` of a layer tell the truth about the uniqueness of its GlobalIDs, or are empty.',
  ),
  capabilityNames: variant(
    '1.2',
    ['documented', 'sample'],
    'Whether capabilities are spelled as in the text of the documentation, or as in its samples (`supportsASync`).',
  ),
  defaultSyncModel: variant('2.1', ['perReplica', 'none'], 'The sync model of a createReplica that names none.'),
  attachmentsByUrlDefault: variant(
    '2.1',
    ['true', 'false'],
    'What a missing `returnAttachmentsDataByUrl` means: true gives URLs, false base64.',
  ),
  tableQueryOption: variant(
    '2.1',
    ['useFilter', 'none'],
    'Which rows of a table without a layer query belong to a replica: all, or those related to its features.',
  ),
  urlKey: variant(
    '2.2',
    ['URL', 'resultUrl', 'responseUrl', 'url'],
    'The key under which a reply names the file that holds the real reply.',
  ),
  urlReply: variant(
    '2.2',
    ['documented', 'bare', 'described'],
    'What stands beside that key: transport and response type, the transport type alone, or replica and generations too.',
  ),
  transportTypeCase: variant(
    '2.2',
    ['Url', 'URL'],
    'How replies write the transport type: `esriTransportTypeUrl` or `esriTransportTypeURL`.',
  ),
  resultFiles: variant(
    '2.2',
    ['replicafiles', 'arcgisoutput', 'presigned'],
    'Where result files lie: below the service, in the output directory of the server, or at a signed URL that takes no token.',
  ),
  snapshotFeatures: variant(
    '2.2',
    ['array', 'adds'],
    'Whether `features` in the layers of a replica is an array, or an object that holds it as `adds`.',
  ),
  asyncReply: variant(
    '2.2',
    ['described', 'bare'],
    'Whether the reply to an asynchronous submission carries `replicaID` and `targetType` (since 10.5.1), or the status URL alone.',
  ),
  statusUrlKey: variant('2.2', ['statusUrl', 'statusURL'], 'The key of the status URL of a job.'),
  statusUrlForm: variant(
    '5',
    ['jobs', 'status', 'statusId'],
    'Where jobs are asked for: `jobs/{id}`, `jobs/{id}/status`, or `{operation}/{guid}?statusId={guid}` as hosted services do.',
  ),
  statusSpelling: variant(
    '5',
    ['documented', 'spaced', 'upper'],
    'How the status of a job is written: `CompletedWithErrors`, `Completed With Errors` or `COMPLETEDWITHERRORS`.',
  ),
  jobStates: variant(
    '5',
    ['few', 'all'],
    'Whether a job goes from pending to its end by one state, or by all that the documentation lists for it.',
  ),
  failedJob: variant(
    '5',
    ['error', 'silent'],
    'Whether a failed job carries its `error`, or only says that it failed.',
  ),
  replicaGenerations: variant(
    '4',
    ['text', 'array'],
    'Whether `layerServerGens` of `replicas/{id}` is text that holds JSON, or an array.',
  ),
  unregisterFailure: variant(
    '4',
    ['success', 'error'],
    'Whether a refused unRegisterReplica answers `success: false` with the error, or the error alone.',
  ),
} as const;
