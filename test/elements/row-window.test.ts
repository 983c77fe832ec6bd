import { expect } from '@open-wc/testing';
import { Offsets, piecesOf, spanOf } from '../../src/elements/common/row-window.js';

const keys = Array.from({ length: 1000 }, (_, index) => `row ${String(index)}`);
const offsets = new Offsets(1000, 40);
const generous = { margin: 200, limit: 100 };

describe('the window of a long list', () => {
  it('knows where each row begins, of any height', () => {
    const few = new Offsets(3, 10);
    few.set(1, 30);
    few.set(2, 5);
    expect([0, 1, 2, 3].map((index) => few.at(index))).to.deep.equal([0, 10, 40, 45]);
  });

  it('finds the row at a place, also above and below the list', () => {
    expect([-50, 0, 39, 40, 20_000, 1e9].map((place) => offsets.rowAt(place))).to.deep.equal([0, 0, 0, 1, 500, 999]);
  });

  it('knows of many, whatever was measured, what adding them up one by one would tell', () => {
    const heights = Array.from({ length: 1000 }, () => 40);
    const many = new Offsets(1000, 116);
    many.fill(40);
    for (let turn = 0; turn < 300; turn += 1) {
      const [index, height] = [(turn * 37) % 1000, 20 + ((turn * 13) % 90)];
      heights[index] = height;
      many.set(index, height);
    }
    let end = 0;
    heights.forEach((height, index) => {
      expect(many.at(index)).to.be.closeTo(end, 1e-6);
      expect(many.rowAt(end + height / 2)).to.equal(index);
      end += height;
    });
    expect(many.at(1000)).to.be.closeTo(end, 1e-6);
  });

  it('draws what is to be seen, with a margin', () => {
    expect(spanOf(offsets, { top: 4000, bottom: 4400 }, generous)).to.deep.equal({ first: 95, end: 116 });
    expect(spanOf(offsets, { top: -100, bottom: 300 }, generous)).to.deep.equal({ first: 0, end: 13 });
    expect(spanOf(offsets, { top: 39_900, bottom: 40_300 }, generous)).to.deep.equal({ first: 992, end: 1000 });
  });

  it('gives up the margin where it would be too many rows, and never a row that is to be seen', () => {
    expect(spanOf(offsets, { top: 4000, bottom: 4399 }, { margin: 4000, limit: 18 })).to.deep.equal({
      first: 96,
      end: 114,
    });
    expect(spanOf(offsets, { top: 4000, bottom: 4399 }, { margin: 4000, limit: 5 })).to.deep.equal({
      first: 100,
      end: 110,
    });
  });

  it('draws nothing of an empty list', () => {
    const empty = new Offsets(0, 40);
    expect(spanOf(empty, { top: 0, bottom: 400 }, generous)).to.deep.equal({ first: 0, end: 0 });
    expect(piecesOf([], empty, { first: 0, end: 0, kept: -1 })).to.deep.equal([]);
  });

  const sketch = (span: { first: number; end: number; kept: number }): string[] =>
    piecesOf(keys, offsets, span).map((piece) => (piece.kind === 'gap' ? `${String(piece.size)} px` : piece.key));

  it('keeps the room of what is not drawn', () => {
    expect(sketch({ first: 0, end: 2, kept: -1 })).to.deep.equal(['row 0', 'row 1', '39920 px']);
    expect(sketch({ first: 10, end: 12, kept: -1 })).to.deep.equal(['400 px', 'row 10', 'row 11', '39520 px']);
  });

  it('draws the row that is kept in its own place, once', () => {
    expect(sketch({ first: 10, end: 11, kept: 10 })).to.deep.equal(['400 px', 'row 10', '39560 px']);
    expect(sketch({ first: 10, end: 11, kept: 2 })).to.deep.equal(['80 px', 'row 2', '280 px', 'row 10', '39560 px']);
    expect(sketch({ first: 10, end: 11, kept: 999 })).to.deep.equal(['400 px', 'row 10', '39520 px', 'row 999']);
  });

  it('is always as high as all rows', () => {
    for (const kept of [-1, 0, 3, 500, 999])
      for (const first of [0, 4, 990]) {
        const pieces = piecesOf(keys, offsets, { first, end: first + 10, kept });
        const height = pieces.reduce((sum, piece) => sum + (piece.kind === 'gap' ? piece.size : 40), 0);
        expect(height, `${String(first)}, ${String(kept)}`).to.equal(40_000);
      }
  });
});
