import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import { foldEdits, mergeChanges } from '../../src/sync/fold.js';
import type { FoldedEdit, FoldedFeature } from '../../src/sync/fold.js';
import type { Attributes, Geometry } from '../../src/shared/esri.js';
import type { PendingEdit } from '../../src/shared/records.js';
import { INSPECTIONS, TREES, add, attach, edit, id, inspection, remove, row, update } from './support/samples.js';

/** What a list of edits amounts to, in short: `add 1,2`. */
function inShort(edits: readonly PendingEdit[]): readonly string[] {
  return foldEdits(edits).map(
    (folded) => `${folded.kind === 'void' ? 'void' : folded.operation} ${folded.seqs.join()}`,
  );
}

function only(edits: readonly PendingEdit[]): FoldedEdit {
  const folded = foldEdits(edits);
  expect(folded).to.have.length(1);
  return folded[0]!;
}

const make = {
  add: (seq: number) => add(seq, 1),
  update: (seq: number) => update(seq, 1),
  delete: (seq: number) => remove(seq, 1),
};
type Operation = keyof typeof make;

describe('edits of one feature, folded', () => {
  const cases: readonly [string, string][] = [
    ['add', 'add 1'],
    ['update', 'update 1'],
    ['delete', 'delete 1'],
    ['add update', 'add 1,2'],
    ['add delete', 'void 1,2'],
    ['update update', 'update 1,2'],
    ['update delete', 'delete 1,2'],
    ['delete add', 'update 1,2'],
    ['add update update', 'add 1,2,3'],
    ['add update delete', 'void 1,2,3'],
    ['add delete add', 'add 1,2,3'],
    ['update update update', 'update 1,2,3'],
    ['update update delete', 'delete 1,2,3'],
    ['update delete add', 'update 1,2,3'],
    ['delete add update', 'update 1,2,3'],
    ['delete add delete', 'delete 1,2,3'],
  ];
  for (const [operations, expected] of cases) {
    it(`${operations} is ${expected}`, () => {
      const edits = operations.split(' ').map((operation, index) => make[operation as Operation](index + 1));
      expect(inShort(edits)).to.deep.equal([expected]);
    });
  }

  it('later values win, values of others stay', () => {
    const folded = only([
      add(1, 1, { NAME: 'oak', HEIGHT: 1 }),
      update(2, 1, { HEIGHT: 2 }),
      update(3, 1, { HEIGHT: null }),
    ]);
    expect(folded).to.have.deep.nested.property('changes.attributes').that.includes({ NAME: 'oak', HEIGHT: null });
  });

  it('an update keeps the base of the first: what the service has', () => {
    const base = row(1, { NAME: 'was' });
    expect(only([update(1, 1, { NAME: 'a' }, { base }), update(2, 1, { NAME: 'b' }, { base: null })])).to.have.property(
      'base',
      base,
    );
  });

  it('an add has no base', () => {
    expect(only([add(1, 1), update(2, 1, {}, { base: row(1) })])).to.have.property('base', null);
  });

  it('a geometry goes only when it is new; the last one wins; null empties it', () => {
    const at = (x: number): { readonly geometry: Geometry } => ({ geometry: { x, y: 0 } });
    expect(only([update(1, 1, { NAME: 'a' })])).not.to.have.nested.property('changes.geometry');
    expect(only([update(1, 1, {}, at(1)), update(2, 1, {}, at(2)), update(3, 1)])).to.have.deep.nested.property(
      'changes.geometry',
      { x: 2, y: 0 },
    );
    expect(only([update(1, 1, {}, at(1)), update(2, 1, {}, { geometry: null })])).to.have.nested.property(
      'changes.geometry',
      null,
    );
  });

  it('what was typed before a delete does not come back with an add after it', () => {
    const geometry = { x: 1, y: 1 };
    const folded = only([
      update(1, 1, { NAME: 'old', HEIGHT: 1 }, { geometry }),
      remove(2, 1),
      add(3, 1, { NAME: 'new' }),
    ]) as FoldedFeature;
    expect(folded.changes.attributes).not.to.have.property('HEIGHT');
    expect(folded.changes).not.to.have.property('geometry');
  });

  it('a delete carries no values', () => {
    expect(only([update(1, 1, { NAME: 'a' }), remove(2, 1)])).to.have.deep.property('changes', { attributes: {} });
  });
});

describe('edits of one attachment, folded', () => {
  const photo = {
    attachAdd: (seq: number) => attach(seq, 50, { n: 1 }),
    attachUpdate: (seq: number) => attach(seq, 50, { n: 1, operation: 'attachUpdate' }),
    attachDelete: (seq: number) => attach(seq, 50, { n: 1, operation: 'attachDelete' }),
  };
  const cases: readonly [string, string][] = [
    ['attachAdd', 'attachAdd 1'],
    ['attachUpdate', 'attachUpdate 1'],
    ['attachDelete', 'attachDelete 1'],
    ['attachAdd attachUpdate', 'attachAdd 1,2'],
    ['attachAdd attachDelete', 'void 1,2'],
    ['attachUpdate attachUpdate', 'attachUpdate 1,2'],
    ['attachUpdate attachDelete', 'attachDelete 1,2'],
    ['attachDelete attachAdd', 'attachUpdate 1,2'],
    ['attachAdd attachUpdate attachDelete', 'void 1,2,3'],
    ['attachAdd attachDelete attachAdd', 'attachAdd 1,2,3'],
    ['attachUpdate attachDelete attachAdd', 'attachUpdate 1,2,3'],
  ];
  for (const [operations, expected] of cases) {
    it(`${operations} is ${expected}`, () => {
      const edits = operations.split(' ').map((operation, index) => photo[operation as keyof typeof photo](index + 1));
      expect(inShort(edits)).to.deep.equal([expected]);
    });
  }

  it('the last content goes, and none with a removal', () => {
    expect(only([photo.attachAdd(1), photo.attachUpdate(2)])).to.have.property('contentVersion', 2);
    expect(only([photo.attachUpdate(1), photo.attachDelete(2)])).to.have.property('contentVersion', null);
  });

  it('two photos of a feature are two', () => {
    expect(inShort([attach(1, 50, { n: 1 }), attach(2, 51, { n: 1 })])).to.deep.equal(['attachAdd 1', 'attachAdd 2']);
  });
});

describe('a feature and its attachments, folded', () => {
  it('a feature that is added or changed goes beside them', () => {
    expect(inShort([add(1, 1), attach(2, 50, { n: 1 }), update(3, 1)])).to.deep.equal(['add 1,3', 'attachAdd 2']);
  });

  it('a delete takes them with it, in whatever order they were made', () => {
    expect(inShort([attach(1, 50, { n: 1 }), remove(2, 1)])).to.deep.equal(['delete 1,2']);
    expect(
      inShort([
        update(1, 1),
        attach(2, 50, { n: 1 }),
        attach(3, 51, { n: 1, operation: 'attachDelete' }),
        remove(4, 1),
      ]),
    ).to.deep.equal(['delete 1,2,3,4']);
  });

  it('and so does what was added and removed again', () => {
    expect(inShort([add(1, 1), attach(2, 50, { n: 1 }), remove(3, 1)])).to.deep.equal(['void 1,2,3']);
  });
});

describe('a batch, folded', () => {
  it('keeps the order of first edits: parents before their children', () => {
    const edits = [add(1, 1), inspection(2, 2, 1), add(3, 3), update(4, 1), inspection(5, 4, 3)];
    expect(foldEdits(edits).map(({ globalId }) => globalId)).to.deep.equal([1, 2, 3, 4].map(id));
  });

  it('the same GlobalID in two layers is two features', () => {
    expect(inShort([add(1, 1), add(2, 1, {}, { layerId: INSPECTIONS })])).to.deep.equal(['add 1', 'add 2']);
  });

  it('keys that are no GUIDs, whatever is in them, are not mixed up', () => {
    const odd = (seq: number, globalId: string, attachmentGlobalId?: string): PendingEdit => ({
      ...edit(seq, 0, attachmentGlobalId === undefined ? 'add' : 'attachAdd'),
      globalId,
      ...(attachmentGlobalId === undefined ? {} : { attachmentGlobalId }),
    });
    expect(inShort([odd(1, 'a/b'), odd(2, 'a', 'b'), odd(3, 'a"', '"b'), odd(4, 'a', '""b')])).to.have.length(4);
  });

  it('nothing is nothing', () => {
    expect(foldEdits([])).to.deep.equal([]);
  });
});

// ---------------------------------------------------------------- folded and applied is the same as applied one by one

type Row = Readonly<Attributes>;
interface Model {
  readonly rows: Map<string, Row>;
  readonly photos: Map<string, number>;
}

const keyOf = (of: { readonly layerId: number; readonly globalId: string }): string => `${of.layerId}/${of.globalId}`;

/** One edit. A row that is deleted takes its photos with it, unless it comes back before anybody was told: so they are counted in the end. */
function applyOne(model: Model, one: PendingEdit): void {
  const key = keyOf(one);
  if (one.attachmentGlobalId !== undefined) {
    const photo = `${key}/${one.attachmentGlobalId}`;
    if (one.operation === 'attachDelete') model.photos.delete(photo);
    else model.photos.set(photo, one.contentVersion!);
  } else if (one.operation === 'delete') model.rows.delete(key);
  else {
    const before = one.operation === 'add' ? {} : model.rows.get(key)!;
    model.rows.set(key, { ...before, ...one.attributes });
  }
}

function applyFolded(model: Model, folded: FoldedEdit): void {
  const key = keyOf(folded);
  if (folded.kind === 'void') return;
  if (folded.kind === 'attachment') {
    const photo = `${key}/${folded.attachmentGlobalId}`;
    const isThere = model.photos.has(photo);
    expect(isThere, 'an add adds, an update and a delete find something').to.equal(folded.operation !== 'attachAdd');
    if (folded.contentVersion === null) model.photos.delete(photo);
    else model.photos.set(photo, folded.contentVersion);
    return;
  }
  expect(model.rows.has(key), 'an add adds, an update and a delete find something').to.equal(
    folded.operation !== 'add',
  );
  if (folded.operation === 'delete') model.rows.delete(key);
  else model.rows.set(key, { ...model.rows.get(key), ...folded.changes.attributes });
}

function photosOf({ rows, photos }: Model): readonly (readonly [string, number])[] {
  return [...photos].filter(([photo]) => rows.has(photo.slice(0, photo.lastIndexOf('/')))).sort();
}

/** Random edits, each possible at its moment: rows 1 to 3 (row 1 is there), photos 50 and 51 of each (50 of row 1 is there). */
const story = fc.array(
  fc.record({ n: fc.constantFrom(1, 2, 3), photo: fc.constantFrom(0, 50, 51), take: fc.nat(), value: fc.nat(9) }),
  { maxLength: 12 },
);

function tell(steps: readonly { n: number; photo: number; take: number; value: number }[]): {
  before: Model;
  after: Model;
  edits: PendingEdit[];
} {
  const model = (): Model => ({
    rows: new Map([[`${TREES}/${id(1)}`, { NAME: 'there' }]]),
    photos: new Map([[`${TREES}/${id(1)}/${id(50)}`, 0]]),
  });
  const after = model();
  const edits = steps.flatMap(({ n, photo, take, value }, index): PendingEdit[] => {
    const seq = index + 1;
    const isThere = after.rows.has(`${TREES}/${id(n)}`);
    const hasPhoto = after.photos.has(`${TREES}/${id(n)}/${id(photo)}`);
    const attributes = take % 2 === 0 ? { NAME: `v${value}` } : { HEIGHT: value };
    const one = ((): PendingEdit | null => {
      if (photo === 0)
        return !isThere
          ? edit(seq, n, 'add', { attributes })
          : take % 3 === 0
            ? remove(seq, n)
            : update(seq, n, attributes);
      if (!isThere) return null;
      if (!hasPhoto) return attach(seq, photo, { n });
      return attach(seq, photo, { n, operation: take % 3 === 0 ? 'attachDelete' : 'attachUpdate' });
    })();
    if (one === null) return [];
    applyOne(after, one);
    return [one];
  });
  return { before: model(), after, edits };
}

describe('any story of edits', () => {
  it('folded and then applied ends as it does edit by edit, but for fields that a delete and a new add left out', () => {
    fc.assert(
      fc.property(story, (steps) => {
        const { before, after, edits } = tell(steps);
        for (const folded of foldEdits(edits)) applyFolded(before, folded);
        expect([...before.rows.keys()].sort()).to.deep.equal([...after.rows.keys()].sort());
        for (const [key, attributes] of after.rows) expect(before.rows.get(key)).to.include(attributes);
        expect(photosOf(before)).to.deep.equal(photosOf(after));
      }),
    );
  });

  it('every edit is in exactly one folded edit', () => {
    fc.assert(
      fc.property(story, (steps) => {
        const { edits } = tell(steps);
        const seqs = foldEdits(edits).flatMap((folded) => folded.seqs);
        expect([...seqs].sort((a, b) => a - b)).to.deep.equal(edits.map(({ seq }) => seq));
      }),
    );
  });

  it('what changes amount to does not depend on where the list is cut', () => {
    fc.assert(
      fc.property(story, fc.nat(12), (steps, cut) => {
        const edits = tell(steps).edits.filter(
          ({ globalId, attachmentGlobalId }) => globalId === id(1) && attachmentGlobalId === undefined,
        );
        const first = { ...mergeChanges(edits.slice(0, cut)) };
        const later = edits.slice(cut);
        if (later.some(({ operation }) => operation === 'delete')) return;
        const { attributes } = mergeChanges(later);
        expect({ ...first.attributes, ...attributes }).to.deep.equal(mergeChanges(edits).attributes);
      }),
    );
  });
});
