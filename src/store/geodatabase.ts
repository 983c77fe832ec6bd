/** One open geodatabase: the port, and who in this room does what. */
import { KEPT_DAYS } from '../shared/kept-days.js';
import type { GeodatabasePort } from '../sync/ports.js';
import {
  abandonContent,
  beginStagedContent,
  commitFetched,
  dropContent,
  fetchedParts,
  readPart,
  writeFetchedPart,
  writePart,
  writeStagedPart,
} from './attachments/content.js';
import {
  beginAttachment,
  commitAttachment,
  deleteAttachments,
  saveAttachment,
} from './attachments/edit-attachments.js';
import {
  attachmentsByGlobalId,
  attachmentsToFetch,
  findAttachment,
  queryAttachments,
  saveUpload,
} from './attachments/records.js';
import { readThumbnail, saveThumbnail } from './attachments/thumbnails.js';
import { clearGeodatabase } from './clear.js';
import { layersToCompact } from './compaction/compaction.js';
import { notingDamage } from './damage.js';
import type { BlockedListener } from './database.js';
import { applyEdits } from './edits/apply-edits.js';
import { conflicts } from './edits/conflicts.js';
import { settleDependants } from './edits/dependants.js';
import { GroupCommit } from './edits/group-commit.js';
import { discardIssues, markIssues, retryIssues } from './edits/issues.js';
import { lastSeq, readBatch } from './edits/log.js';
import { recordOutcomes } from './edits/outcomes.js';
import { dismissConflict, resolveConflict } from './edits/resolve-conflict.js';
import { sentEdits } from './edits/sent-log.js';
import { pendingEdits, undoEdit } from './edits/undo.js';
import { takeHold } from './hold.js';
import { info, readDefinition } from './info.js';
import * as journal from './journal.js';
import { splitLoader } from './load-here-or-there.js';
import { localLoader, openSession } from './loader.js';
import { LayerViews } from './query/layer-views.js';
import * as queries from './query/query.js';
import { QueryStreams } from './query/streams.js';
import { ReadAhead } from './query/read-ahead.js';
import { QueryTools } from './query/tools.js';
import { exportEdits } from './rescue/export-edits.js';
import { handOver, takeBack } from './rescue/hand-over.js';
import { beginImport, importEdits } from './rescue/import-edits.js';
import { ChunkCache } from './rows/chunk-cache.js';
import { UnsentCache } from './unsent.js';
import { warmUp } from './warm-up.js';
import type { Session } from './work.js';

/** Opens the database of this name, making or upgrading it where needed. Sweeps nothing: another tab may be at work in it. */
export async function openGeodatabase(
  name: string,
  options: {
    readonly worker?: URL | null | undefined;
    readonly onBlocked?: BlockedListener | undefined;
    /** It holds nothing: no map waits for it, and a load that comes next feels what warms up. */
    readonly isNew?: boolean;
  } = {},
): Promise<GeodatabasePort> {
  const session = openSession(name, options.onBlocked);
  if (options.isNew !== true) warmUp();
  return geodatabasePort(name, await session, options);
}

function geodatabasePort(
  name: string,
  session: Session,
  { worker }: { readonly worker?: URL | null | undefined },
): GeodatabasePort {
  const chunks = new ChunkCache();
  const unsent = new UnsentCache(session.own);
  const caches = { chunks, unsent, views: new LayerViews(session.own), tools: new QueryTools() };
  const context = { session, caches };
  const streams = new QueryStreams(context);
  const ahead = new ReadAhead(session, caches);
  const {
    close: closeLoader,
    prepare: prepareLoader,
    ...loader
  } = splitLoader(name, localLoader(session, chunks), worker);
  const commits = new GroupCommit(session);
  const noting = notingDamage(session);
  const verbs: Omit<GeodatabasePort, 'close'> = {
    info: () => info(session, unsent),
    takeHold: (now, keptDays = KEPT_DAYS) => takeHold(session, now, keptDays),
    heartbeat: (epoch, now) => journal.heartbeat(session, epoch, now),
    setOperation: (epoch, operation) => {
      if (operation?.kind === 'generate' || operation?.kind === 'load') prepareLoader();
      return journal.setOperation(session, epoch, operation);
    },
    openAttempts: () => journal.openAttempts(session),
    beginAttempt: (epoch, attempt) => journal.beginAttempt(session, epoch, attempt),
    updateAttempt: (epoch, id, patch) => journal.updateAttempt(session, epoch, { id, patch }),
    settleAttempt: (epoch, id) => journal.settleAttempt(session, epoch, id),
    lastSeq: () => lastSeq(session),
    readBatch: (batch) => readBatch(session, batch),
    recordOutcomes: noting((epoch, record) => recordOutcomes(session, chunks, epoch, record)),
    ...loader,
    commitDownload: noting(loader.commitDownload),
    compact: noting(loader.compact),
    layersToCompact: (free = null) => layersToCompact(session, free),
    dropContent: (epoch, key) => dropContent(session, epoch, key),
    beginContent: (epoch, globalId) => beginStagedContent(session, epoch, globalId),
    writeContentPart: (epoch, key, partNo, bytes) => writeStagedPart(session, epoch, { ...key, partNo, bytes }),
    attachmentsByGlobalId: (layerId, keys) => attachmentsByGlobalId(session, layerId, keys),
    attachmentsToFetch: (limit) => attachmentsToFetch(session, limit),
    readPart: (globalId, contentVersion, partNo) => readPart(session, { globalId, contentVersion }, partNo),
    saveUpload: (epoch, key, upload) => saveUpload(session, epoch, { key, upload }),
    writeFetchedPart: (epoch, key, partNo, bytes) => writeFetchedPart(session, epoch, { ...key, partNo, bytes }),
    fetchedParts: (key) => fetchedParts(session, key),
    commitFetched: (epoch, key, content) => commitFetched(session, epoch, { key, content }),
    addReceipt: (epoch, receipt) => journal.addReceipt(session, epoch, receipt),
    clear: (epoch, options) => clearGeodatabase(session, epoch, options),
    applyEdits: noting((layerId, edits, stamp, options = {}) =>
      commits.run((work) => applyEdits(work, chunks, { layerId, edits, stamp }), options.durability),
    ),
    pendingEdits: (layerId, globalId) => pendingEdits(session, layerId, globalId),
    undoEdit: noting((layerId, globalId, choice = {}) =>
      commits.run((work) => undoEdit(work, chunks, { layerId, globalId, choice })),
    ),
    queryFeatures: noting(async (layerId, query) => {
      const found = await queries.queryFeatures(context, { layerId, query });
      ahead.note(layerId, query);
      return found;
    }),
    queryCount: noting((layerId, query) => queries.queryCount(context, { layerId, query })),
    queryIds: noting((layerId, query) => queries.queryIds(context, { layerId, query })),
    queryExtent: noting((layerId, query) => queries.queryExtent(context, { layerId, query })),
    queryStatistics: noting((layerId, query) => queries.queryStatistics(context, { layerId, query })),
    queryDistinctValues: noting((layerId, query) => queries.queryDistinctValues(context, { layerId, query })),
    openQuery: noting((layerId, query) => streams.open({ layerId, query })),
    nextBatch: noting((queryId, limit) => streams.next(queryId, limit)),
    closeQuery: async (queryId) => {
      streams.close(queryId);
    },
    beginAttachment: noting((attachment) => beginAttachment(session, chunks, attachment)),
    writePart: (globalId, contentVersion, partNo, bytes) =>
      writePart(session, { globalId, contentVersion }, { partNo, bytes }),
    commitAttachment: noting((attachment, contentVersion, stamp) =>
      commitAttachment(session, chunks, { attachment, contentVersion, stamp }),
    ),
    readThumbnail: (key, contentVersion) => readThumbnail(session, key, contentVersion),
    saveThumbnail: (key, thumbnail) => saveThumbnail(session, key, thumbnail),
    abandonAttachment: (globalId, contentVersion) => abandonContent(session, { globalId, contentVersion }),
    saveAttachment: noting((attachment, parts, stamp) => saveAttachment(session, chunks, { attachment, parts, stamp })),
    deleteAttachments: (layerId, parentGlobalId, globalIds, stamp) =>
      deleteAttachments(session, { layerId, parentGlobalId, globalIds, stamp }),
    readDefinition: (layerId) => readDefinition(session, layerId),
    findAttachment: (layerId, globalId) => findAttachment(session, layerId, globalId),
    queryAttachments: (layerId, parentGlobalIds) => queryAttachments(session, layerId, parentGlobalIds),
    retryIssues: noting((issueIds) => retryIssues(session, chunks, issueIds)),
    markIssues: (issueIds, at) => markIssues(session, issueIds, at),
    discardIssues: noting((issueIds) => discardIssues(session, chunks, issueIds)),
    settleDependants: noting((how) => settleDependants(session, chunks, how)),
    conflicts: () => conflicts(session),
    resolveConflict: noting((layerId, globalId, choice, stamp) =>
      commits.run((work) => resolveConflict(work, chunks, { layerId, globalId, choice, stamp })),
    ),
    dismissConflict: (layerId, globalId) => commits.run((work) => dismissConflict(work, { layerId, globalId })),
    exportEdits: noting((fileUid) => exportEdits(session, chunks, fileUid)),
    handOver: (uids) => handOver(session, uids),
    takeBack: () => takeBack(session),
    beginImport: (globalId) => beginImport(session, globalId),
    importEdits: noting((edits) => importEdits(session, chunks, edits)),
    receipts: (limit) => journal.receipts(session, limit),
    sentEdits: (query) => sentEdits(session, query),
  };
  return {
    ...ahead.behind(verbs),
    close: () => {
      ahead.close();
      streams.closeAll();
      closeLoader();
      session.connection.close();
    },
  };
}
