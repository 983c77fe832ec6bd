/** The queries of a scripted controller that nobody scripts: they find nothing. */
import type { GlobalId } from '../../src/shared/ids.js';
import type { LocalExtent, LocalFeature, LocalRecordSet } from '../../src/shared/queries.js';

export class NoRows extends EventTarget {
  queryFeatureCount(): Promise<number> {
    return Promise.resolve(0);
  }

  queryObjectIds(): Promise<readonly number[]> {
    return Promise.resolve([]);
  }

  queryGlobalIds(): Promise<readonly GlobalId[]> {
    return Promise.resolve([]);
  }

  queryExtent(): Promise<LocalExtent> {
    return Promise.resolve({ count: 0, extent: null });
  }

  queryStatistics(): Promise<LocalRecordSet> {
    return Promise.resolve({ fields: [], features: [], exceededTransferLimit: false });
  }

  queryDistinctValues(): Promise<LocalRecordSet> {
    return this.queryStatistics();
  }

  async *streamFeatures(): AsyncGenerator<readonly LocalFeature[], void, undefined> {
    // There are none.
  }
}
