import { expect } from '@open-wc/testing';
import type { GeodatabaseRecord, PendingEdit, SyncGeodatabaseParameters } from '../../src/shared/records.js';
import { foldEdits } from '../../src/sync/fold.js';
import { planLegs, type Remedy } from '../../src/sync/plan.js';
import {
  INSPECTIONS,
  TREES,
  add,
  attach,
  capabilities,
  geodatabase,
  inspection,
  remove,
  update,
} from './support/samples.js';

interface Case {
  readonly edits?: readonly PendingEdit[];
  readonly parameters?: Partial<SyncGeodatabaseParameters>;
  readonly geodatabase?: Partial<GeodatabaseRecord>;
  readonly directionControl?: boolean;
  readonly damagedLayerIds?: readonly number[];
  readonly remedy?: Remedy;
}

function plan({
  edits = [],
  parameters = {},
  geodatabase: more = {},
  directionControl = true,
  damagedLayerIds = [],
  remedy = 'none',
}: Case) {
  return planLegs({
    parameters: { syncDirection: 'bidirectional', layerIds: null, rollbackOnFailure: false, ...parameters },
    geodatabase: { ...geodatabase, ...more },
    capabilities: { ...capabilities, directionControl },
    edits: foldEdits(edits),
    damagedLayerIds,
    remedy,
  });
}

const directions = (given: Case): readonly string[] => plan(given).map(({ direction }) => direction);

describe('the requests of a sync', () => {
  it('with nothing to send: one download', () => {
    expect(directions({})).to.deep.equal(['download']);
  });

  it('with adds alone, changed or not, and photos: one request both ways', () => {
    expect(directions({ edits: [add(1, 1), update(2, 1), attach(3, 50, { n: 1 })] })).to.deep.equal(['bidirectional']);
  });

  it('with updates or deletes: first a download, so that what is overwritten was seen (11)', () => {
    expect(directions({ edits: [update(1, 1)] })).to.deep.equal(['download', 'bidirectional']);
    expect(directions({ edits: [add(1, 2), remove(2, 1)] })).to.deep.equal(['download', 'bidirectional']);
  });

  it('where the service has no direction control everything is both ways', () => {
    expect(directions({ directionControl: false })).to.deep.equal(['bidirectional']);
    expect(directions({ directionControl: false, edits: [update(1, 1)] })).to.deep.equal(['bidirectional']);
    expect(
      directions({ directionControl: false, edits: [add(1, 1)], parameters: { syncDirection: 'upload' } }),
    ).to.deep.equal(['bidirectional']);
  });

  it('what would be overwritten without a download before it is asked for first (11)', () => {
    const looks = (given: Case): readonly boolean[] => plan(given).map(({ look }) => look === true);
    const upload = { syncDirection: 'upload' } as const;
    expect(looks({ parameters: upload, edits: [update(1, 1)] })).to.deep.equal([true]);
    expect(looks({ directionControl: false, edits: [remove(1, 1)] })).to.deep.equal([true]);
    expect(looks({ parameters: upload, edits: [add(1, 1)] })).to.deep.equal([false]);
    expect(looks({ edits: [update(1, 1)] })).to.deep.equal([false, false]);
  });

  it('upload only: one upload, and nothing at all without edits', () => {
    const parameters = { syncDirection: 'upload' } as const;
    expect(directions({ parameters, edits: [update(1, 1)] })).to.deep.equal(['upload']);
    expect(directions({ parameters })).to.deep.equal([]);
  });

  it('download only: one download, whatever waits to be sent', () => {
    expect(directions({ parameters: { syncDirection: 'download' }, edits: [add(1, 1)] })).to.deep.equal(['download']);
  });

  it('a snapshot: everything anew, and nothing is sent', () => {
    expect(directions({ parameters: { syncDirection: 'snapshot' }, edits: [add(1, 1)] })).to.deep.equal(['snapshot']);
  });

  it('a stale generation: everything anew first, then what is to be sent', () => {
    expect(directions({ remedy: 'snapshot' })).to.deep.equal(['snapshot']);
    expect(directions({ remedy: 'snapshot', edits: [update(1, 1)] })).to.deep.equal(['snapshot', 'bidirectional']);
    const download = { syncDirection: 'download' } as const;
    expect(directions({ remedy: 'snapshot', parameters: download, edits: [add(1, 1)] })).to.deep.equal(['snapshot']);
  });

  it('a lost replica, or a stale one where nothing can be sent anew: another replica, of all layers', () => {
    const other = [{ direction: 'snapshot', layerIds: [TREES, INSPECTIONS], newReplica: true }];
    expect(plan({ remedy: 'new-replica', edits: [add(1, 1)] })).to.deep.equal(other);
    expect(plan({ remedy: 'snapshot', directionControl: false })).to.deep.equal(other);
  });

  it('a replica that goes one way goes that way, whatever is asked', () => {
    const edits = [add(1, 1)];
    expect(
      directions({ edits, geodatabase: { syncDirection: 'download' }, parameters: { syncDirection: 'upload' } }),
    ).to.deep.equal(['download']);
    expect(directions({ edits, geodatabase: { syncDirection: 'upload' } })).to.deep.equal(['upload']);
  });

  it('what was added and removed again is still to be dropped from the log', () => {
    expect(directions({ edits: [add(1, 1), remove(2, 1)] })).to.deep.equal(['bidirectional']);
  });
});

describe('the layers of a sync', () => {
  const perLayer = { syncModel: 'perLayer' } as const;

  it('are all of them, unless some are asked for', () => {
    expect(plan({})[0]?.layerIds).to.deep.equal([TREES, INSPECTIONS]);
    expect(plan({ geodatabase: perLayer, parameters: { layerIds: [INSPECTIONS] } })[0]?.layerIds).to.deep.equal([
      INSPECTIONS,
    ]);
  });

  it('are all of them where the replica has one generation', () => {
    expect(plan({ parameters: { layerIds: [INSPECTIONS] } })[0]?.layerIds).to.deep.equal([TREES, INSPECTIONS]);
  });

  it('that are not there are not asked for; none at all is no request', () => {
    expect(plan({ geodatabase: perLayer, parameters: { layerIds: [TREES, 99] } })[0]?.layerIds).to.deep.equal([TREES]);
    expect(plan({ geodatabase: perLayer, parameters: { layerIds: [99] } })).to.deep.equal([]);
  });

  it('with directions of their own go in requests of their own, what only receives first', () => {
    const parameters = { layerOptions: [{ layerId: INSPECTIONS, syncDirection: 'download' }] } as const;
    const legs = plan({ geodatabase: perLayer, parameters, edits: [add(1, 1), inspection(2, 2, 1)] });
    expect(legs).to.deep.equal([
      { direction: 'download', layerIds: [INSPECTIONS] },
      { direction: 'bidirectional', layerIds: [TREES] },
    ]);
  });

  it('send parents before their children, also in different directions', () => {
    const reversed = { ...perLayer, layers: [...geodatabase.layers].reverse() };
    const parameters = { layerOptions: [{ layerId: TREES, syncDirection: 'upload' }] } as const;
    const legs = plan({ geodatabase: reversed, parameters, edits: [add(1, 1), inspection(2, 2, 1)] });
    expect(legs.map(({ layerIds }) => layerIds)).to.deep.equal([[TREES], [INSPECTIONS]]);
  });

  it('edits of others do not count', () => {
    const given = { geodatabase: perLayer, edits: [inspection(1, 1, 2)], parameters: { layerIds: [TREES] } };
    expect(directions(given)).to.deep.equal(['download']);
  });

  describe('where a layer on this device is damaged', () => {
    it('fetch it whole first, and everything of the replica where it has one generation', () => {
      const model = { syncModel: 'perLayer' } as const;
      expect(plan({ damagedLayerIds: [TREES], geodatabase: model })[0]).to.deep.equal({
        direction: 'snapshot',
        layerIds: [TREES],
      });
      expect(directions({ damagedLayerIds: [TREES], geodatabase: model })).to.deep.equal(['snapshot', 'download']);
      const whole = plan({ damagedLayerIds: [TREES], geodatabase: { syncModel: 'perReplica' } });
      expect(whole).to.deep.equal([{ direction: 'snapshot', layerIds: geodatabase.layers.map((one) => one.layerId) }]);
    });

    it('still send what is to be sent', () => {
      const edits = [update(1, 1, { status: 'x' })];
      const given = { edits, damagedLayerIds: [INSPECTIONS], geodatabase: { syncModel: 'perReplica' } } as const;
      expect(directions(given)).to.deep.equal(['snapshot', 'bidirectional']);
    });

    it('take another replica where the service cannot send a layer whole', () => {
      const layerIds = geodatabase.layers.map((one) => one.layerId);
      expect(plan({ damagedLayerIds: [TREES], directionControl: false })).to.deep.equal([
        { direction: 'snapshot', layerIds, newReplica: true },
      ]);
    });
  });
});
