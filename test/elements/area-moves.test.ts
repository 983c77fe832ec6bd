import { expect } from '@open-wc/testing';
import type { Envelope } from '../../src/shared/esri.js';
import { movedArea, readBounds, writeBound } from '../../src/elements/sync-button/area-moves.js';

const AREA = { xmin: 0, ymin: 10, xmax: 20, ymax: 20, spatialReference: { wkid: 4326 } };

describe('an area by keyboard', () => {
  it('moves by a tenth of its size in the direction of the arrow', () => {
    expect(movedArea(AREA, 'ArrowRight', false)).to.deep.equal({ ...AREA, xmin: 2, xmax: 22 });
    expect(movedArea(AREA, 'ArrowLeft', false)).to.deep.equal({ ...AREA, xmin: -2, xmax: 18 });
    expect(movedArea(AREA, 'ArrowUp', false)).to.deep.equal({ ...AREA, ymin: 11, ymax: 21 });
    expect(movedArea(AREA, 'ArrowDown', false)).to.deep.equal({ ...AREA, ymin: 9, ymax: 19 });
  });

  it('with Shift gets wider, narrower, taller, lower about its middle', () => {
    expect(movedArea(AREA, 'ArrowRight', true)).to.deep.equal({ ...AREA, xmin: -1, xmax: 21 });
    expect(movedArea(AREA, 'ArrowLeft', true)).to.deep.equal({ ...AREA, xmin: 1, xmax: 19 });
    expect(movedArea(AREA, 'ArrowUp', true)).to.deep.equal({ ...AREA, ymin: 9.5, ymax: 20.5 });
    expect(movedArea(AREA, 'ArrowDown', true)).to.deep.equal({ ...AREA, ymin: 10.5, ymax: 19.5 });
  });

  it('never turns inside out, however often it is made smaller', () => {
    let area: Envelope = AREA;
    for (let press = 0; press < 500; press += 1) area = movedArea(area, 'ArrowLeft', true) ?? area;
    expect(area.xmax).to.be.greaterThan(area.xmin);
  });

  it('leaves other keys to others', () => {
    for (const key of ['Enter', 'a', 'Tab', 'toString']) expect(movedArea(AREA, key, false), key).to.equal(null);
  });
});

describe('bounds that are typed', () => {
  it('are four numbers, with point or comma', () => {
    expect(readBounds(['-1.5', ' 2', '3,25', '4'], 'degrees')).to.deep.equal([-1.5, 2, 3.25, 4]);
    expect(readBounds(['400000', '5000000', '400001', '5000001'], 'map')).to.deep.equal([
      400_000, 5_000_000, 400_001, 5_000_001,
    ]);
  });

  it('are refused where they are no area', () => {
    const wrong = [
      ['', '2', '3', '4'],
      ['a', '2', '3', '4'],
      ['3', '2', '1', '4'],
      ['1', '4', '3', '2'],
      ['1', '2', '1', '4'],
      ['1', '2', '3', '91'],
      ['1', '2', '400', '4'],
      ['1', '2', '3'],
      ['1', '2', '3', 'Infinity'],
    ];
    for (const texts of wrong) expect(readBounds(texts, 'degrees'), texts.join()).to.equal(null);
  });

  it('are shown to a metre', () => {
    expect(writeBound(1.123_456_789, 'degrees', 'en')).to.equal('1.12346');
    expect(writeBound(2, 'degrees', 'en')).to.equal('2');
    expect(writeBound(401_234.56, 'map', 'en')).to.equal('401234.6');
  });

  it('are written as the language writes numbers, and read as they are written', () => {
    expect(writeBound(-8.5, 'degrees', 'de')).to.equal('-8,5');
    expect(writeBound(-8.5, 'degrees', 'sv')).to.equal('\u22128,5');
    expect(writeBound(-8.5, 'degrees', 'ar-EG')).to.contain('٨٫٥');
    for (const lang of ['en', 'ar', 'ar-EG', 'fa', 'he', 'sv', 'de', 'fr', 'pl', 'ja', 'zh-CN', 'ko', 'pt-BR']) {
      const texts = [-120.53219, -8.43211, 1.5, 47.71].map((value) => writeBound(value, 'degrees', lang));
      expect(readBounds(texts, 'degrees'), `${lang}: ${texts.join(' ')}`).to.deep.equal([
        -120.53219, -8.43211, 1.5, 47.71,
      ]);
    }
    expect(readBounds(['－１．５', '2', '３', '4'], 'degrees'), 'full width').to.deep.equal([-1.5, 2, 3, 4]);
  });
});
