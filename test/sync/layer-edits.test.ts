import { expect } from '@open-wc/testing';
import { toWireId } from '../../src/shared/ids.js';
import { foldEdits } from '../../src/sync/fold.js';
import { toLayerEdits } from '../../src/sync/layer-edits.js';
import type { AttachmentEdit } from '../../src/sync/ports.js';
import type { FoldedAttachment } from '../../src/sync/fold.js';
import { INSPECTIONS, TREES, add, attach, id, inspection, layers, remove, update } from './support/samples.js';

const named = (edit: FoldedAttachment): AttachmentEdit => ({
  globalId: edit.attachmentGlobalId,
  parentGlobalId: edit.globalId,
  contentType: 'image/jpeg',
  name: 'photo.jpg',
  keywords: '',
  content: { kind: 'item', uploadId: `item-${edit.contentVersion}` },
});

describe('the edits of a request', () => {
  it('are one entry a layer, in the order of the geodatabase: parents before their children', () => {
    const edits = foldEdits([inspection(1, 2, 1), add(2, 1), inspection(3, 3, 1)]);
    const entries = toLayerEdits(edits, layers, named);
    expect(entries.map(({ layerId, features }) => [layerId, features.adds.length])).to.deep.equal([
      [TREES, 1],
      [INSPECTIONS, 2],
    ]);
  });

  it('have parents first also where the geodatabase lists the child before its parent', () => {
    const edits = foldEdits([inspection(1, 2, 1), add(2, 1)]);
    const entries = toLayerEdits(edits, [...layers].reverse(), named);
    expect(entries.map(({ layerId }) => layerId)).to.deep.equal([TREES, INSPECTIONS]);
  });

  it('have each operation in its own list, deletes by GlobalID', () => {
    const edits = foldEdits([add(1, 1), update(2, 2, { NAME: 'x' }), remove(3, 3)]);
    const [{ features }] = toLayerEdits(edits, layers, named) as [ReturnType<typeof toLayerEdits>[number]];
    expect(features.adds.map(({ attributes }) => attributes['GlobalID'])).to.deep.equal([toWireId(id(1))]);
    expect(features.updates.map(({ attributes }) => attributes['GlobalID'])).to.deep.equal([toWireId(id(2))]);
    expect(features.deleteIds).to.deep.equal([id(3)]);
  });

  it('have attachments beside their features, removals by GlobalID', () => {
    const edits = foldEdits([
      attach(1, 50, { n: 1 }),
      attach(2, 51, { n: 1, operation: 'attachUpdate' }),
      attach(3, 52, { n: 1, operation: 'attachDelete' }),
    ]);
    const [{ attachments }] = toLayerEdits(edits, layers, named) as [ReturnType<typeof toLayerEdits>[number]];
    expect(attachments.adds.map(({ globalId }) => globalId)).to.deep.equal([id(50)]);
    expect(attachments.updates.map(({ content }) => content)).to.deep.equal([{ kind: 'item', uploadId: 'item-2' }]);
    expect(attachments.deleteIds).to.deep.equal([id(52)]);
  });

  it('leave out what was added and removed again, and layers without edits', () => {
    expect(toLayerEdits(foldEdits([]), layers, named)).to.deep.equal([]);
    const [entry] = toLayerEdits(foldEdits([add(1, 1), remove(2, 1), add(3, 3)]), layers, named);
    expect(entry?.features.adds).to.have.length(1);
  });
});
