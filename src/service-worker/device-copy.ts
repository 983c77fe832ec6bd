/** A geodatabase, opened to be read and edited without sync: what a service worker answers from. The pages of the origin are told of every change. */
import { systemClock } from '../controller/clock.js';
import { LocalData } from '../controller/local-data.js';
import { LocalQueries } from '../controller/local-queries.js';
import { TabChannel } from '../controller/tabs.js';
import type { LocalCopy } from '../arcgis/local-feature-service/local-copy.js';
import { GdbError } from '../shared/errors.js';
import type { CatalogueEntry, GeodatabasePort } from '../sync/ports.js';

const NOTHING: LocalCopy['state'] = {
  geodatabase: null,
  pending: { features: 0, attachments: 0, attachmentBytes: 0, refused: 0, conflicts: 0 },
  paused: [],
  opened: true,
};

export class DeviceCopy {
  readonly #store: GeodatabasePort;
  readonly #channel: TabChannel;
  #state: LocalCopy['state'] = NOTHING;
  /** For the local feature service. */
  readonly verbs: LocalCopy;

  constructor(entry: CatalogueEntry, store: GeodatabasePort) {
    this.#store = store;
    this.#channel = new TabChannel(entry.name, () => undefined);
    const state = (): LocalCopy['state'] => this.#state;
    const local = new LocalData(
      {
        local: store,
        editUser: entry.key.user,
        get isCopy() {
          return state().geodatabase?.syncModel === 'none';
        },
        bringAttachment: ({ name }) =>
          Promise.reject(new GdbError('attachment-not-found', `${name} is not on this device yet.`)),
        localDataChanged: async () => {
          this.#channel.post({ type: 'changed' });
          await this.look();
        },
      },
      systemClock,
    );
    this.verbs = verbsOf(store, local, state);
  }

  /** Reads anew what pages may have changed. Rejects when the database is gone. */
  async look(): Promise<LocalCopy['state']> {
    const { geodatabase, pending } = await this.#store.info();
    this.#state = { geodatabase, pending, paused: navigator.onLine ? [] : ['offline'], opened: true };
    return this.#state;
  }

  close(): void {
    this.#channel.close();
    this.#store.close();
  }
}

function verbsOf(store: GeodatabasePort, local: LocalData, state: () => LocalCopy['state']): LocalCopy {
  const queries = new LocalQueries(store, systemClock);
  return {
    ready: Promise.resolve(),
    get state() {
      return state();
    },
    applyEdits: (layerId, edits, options = {}) => local.applyEdits(layerId, edits, options),
    pendingEdits: (layerId, globalId) => store.pendingEdits(layerId, globalId),
    undoEdit: (layerId, globalId, choice = {}) => local.undoEdit(layerId, globalId, choice),
    queryFeatures: (layerId, query = {}) => queries.features(layerId, query),
    queryFeatureCount: (layerId, query = {}) => queries.count(layerId, query),
    queryObjectIds: (layerId, query = {}) => queries.objectIds(layerId, query),
    queryGlobalIds: (layerId, query = {}) => queries.globalIds(layerId, query),
    queryExtent: (layerId, query = {}) => queries.extent(layerId, query),
    queryStatistics: (layerId, query) => queries.statistics(layerId, query),
    queryDistinctValues: (layerId, query) => queries.distinctValues(layerId, query),
    readDefinition: (layerId) => store.readDefinition(layerId),
    addAttachment: (layerId, globalId, file, options = {}) =>
      local.putAttachment({ layerId, globalId, attachmentGlobalId: null }, file, options),
    updateAttachment: ({ layerId, parentGlobalId, globalId }, file, options = {}) =>
      local.putAttachment({ layerId, globalId: parentGlobalId, attachmentGlobalId: globalId }, file, options),
    deleteAttachments: (layerId, globalId, which) => local.deleteAttachments(layerId, globalId, which),
    findAttachment: (layerId, globalId) => store.findAttachment(layerId, globalId),
    queryAttachments: (layerId, globalIds) => store.queryAttachments(layerId, globalIds),
    readAttachment: (attachment, options = {}) => local.readAttachment(attachment, options.signal),
  };
}
