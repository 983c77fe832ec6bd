/** The canonical sample of the Runtime SDK, as docs/from-the-runtime-sdk.md rewrites it: sync bidirectional, print every edit error. */
import { expect } from '@open-wc/testing';
import { getSyncController } from '../../src/index.js';
import { TestService } from '../support/service.js';

describe('the Runtime SDK sample', () => {
  it('syncs bidirectional and prints every edit error with layer, ids, operation and description', async () => {
    const service = await TestService.create();
    const { url: serviceUrl } = service;
    const printed: unknown[][] = [];
    const print = (...values: unknown[]): void => {
      printed.push(values);
    };
    const kinds: string[] = [];

    // --- as in the docs, with print for console.log and an area to sync
    const sync = getSyncController({ serviceUrl });
    await sync.ready;
    await sync.generateGeodatabase(await sync.createDefaultGenerateGeodatabaseParameters());
    const [feature] = (await sync.queryFeatures(0)).features;
    await sync.applyEdits(0, { updates: [{ attributes: { GlobalID: feature?.globalId ?? '', condition: 99 } }] });

    sync.addEventListener('gdb-sync-status-change', () => kinds.push(sync.state.sync.kind));

    const parameters = await sync.createDefaultSyncGeodatabaseParameters('bidirectional');
    const result = await sync.syncGeodatabase(parameters);

    if (result.status === 'completed-with-errors') {
      for (const error of sync.syncErrors) {
        print(error.layerId, error.objectId, error.globalId, error.editOperationString, error.error.description);
      }
    }
    // ---

    expect(printed.length).to.equal(1);
    const [layerId, objectId, globalId, operation, description] = printed[0] ?? [];
    expect(layerId).to.equal(0);
    expect(objectId).to.equal(feature?.objectId);
    expect(globalId).to.equal(feature?.globalId);
    expect(operation).to.equal('update');
    expect(description).to.be.a('string').that.is.not.empty;
    expect(kinds).to.include.members(['preparing', 'submitting', 'applying', 'completed-with-errors']);
    sync.close();
  });
});
