/** Each documented code of a refused edit, from the service to what a person reads. The whole library against the emulator over real HTTP. */
import { expect } from '@open-wc/testing';
import type { SyncController } from '../../src/controller/types.js';
import { toGlobalId } from '../../src/shared/ids.js';
import { TestService } from '../support/service.js';

/** Undone with others: they stay to be sent, and are nobody's fault. */
const undone = [1003, 1012, 2000];
/** Of an add. What 1022 says of one that is there already is compared with the service. */
const refused = [...Array.from({ length: 24 }, (_, n) => 1000 + n).filter((code) => !undone.includes(code)), 2001];

describe('an edit that the service refuses', () => {
  let service: TestService;
  let sync: SyncController;

  const addHere = async (): Promise<string> => {
    const point = { attributes: { name: 'Made offline' }, geometry: { x: 8.5, y: 47.4 } };
    return toGlobalId((await sync.applyEdits(0, { adds: [point] })).addResults[0]?.globalId ?? '');
  };

  beforeEach(async () => {
    service = await TestService.create({}, 4);
    sync = service.controller({ settleMs: 100 });
    await sync.ready;
    await sync.generateGeodatabase(await sync.createDefaultGenerateGeodatabaseParameters());
  });
  afterEach(() => sync.close());

  it('is told with layer, feature, operation, code and the words of the service, for each documented code', async () => {
    const codes = new Map<string, number>();
    await service.fault(
      ...refused.map((code, at) => ({
        operation: 'synchronizeReplica',
        kind: 'editFails',
        code,
        message: `Refused by ${String(code)}`,
        occurrence: at + 1,
      })),
    );
    for (const code of refused) codes.set(await addHere(), code);
    const receipt = await sync.syncGeodatabase();
    expect(receipt.status).to.equal('completed-with-errors');
    const told = new Map(sync.syncErrors.map((one) => [one.globalId, one]));
    expect(told.size).to.equal(refused.length);
    for (const [globalId, code] of codes)
      expect(told.get(globalId)).to.deep.include({
        layerId: 0,
        editOperationString: 'add',
        error: { code, description: `Refused by ${String(code)}` },
      });
    expect(await sync.queryFeatureCount(0, { where: "name = 'Made offline'" })).to.equal(refused.length);
  });

  for (const code of undone)
    it(`is sent again, and is no issue of its own, when it was only undone with others: ${String(code)}`, async () => {
      await service.fault({ operation: 'synchronizeReplica', kind: 'editFails', code });
      await addHere();
      await sync.syncGeodatabase();
      expect(sync.syncErrors).to.deep.equal([]);
      expect(sync.state.pending.features).to.equal(1);
      expect((await sync.syncGeodatabase()).sent.features).to.equal(1);
      expect(sync.state.pending.features).to.equal(0);
    });
});
