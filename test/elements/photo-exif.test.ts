import { expect } from '@open-wc/testing';
import {
  asDrawn,
  onlyOrientation,
  readFacts,
  takenHere,
  withoutPosition,
  withPosition,
} from '../../src/elements/attachment-picker/photo/exif.js';
import { endOfPicture, exifOf, readHead, withExif } from '../../src/elements/attachment-picker/photo/jpeg.js';
import { entryOf, Tiff } from '../../src/elements/attachment-picker/photo/tiff.js';
import { BERN, exifOfCamera, photo } from '../support/photos.js';
import { picture } from '../support/pictures.js';

const close = (a: number | undefined, b: number): boolean => Math.abs((a ?? NaN) - b) < 0.000_001;
const bytesOf = async (file: Blob): Promise<Uint8Array> => new Uint8Array(await file.arrayBuffer());
const latin = (bytes: Uint8Array): string => new TextDecoder('latin1').decode(bytes);

describe('EXIF data', () => {
  it('tell the position, its accuracy, the time, and how the photo lies', () => {
    const facts = readFacts(withPosition(exifOfCamera({ orientation: 6 }), BERN));
    expect(close(facts.position?.latitude, BERN.latitude)).to.equal(true);
    expect(close(facts.position?.longitude, BERN.longitude)).to.equal(true);
    expect(facts.position).to.deep.include({ accuracy: 4.5, altitude: 542 });
    expect(facts).to.deep.include({ takenAt: '2026-04-12T10:15:30', offset: '+02:00', orientation: 6 });
  });

  it('south and west of zero, and below the sea', () => {
    const lima = { latitude: -12.0464, longitude: -77.0428, accuracy: null, altitude: -3, at: null };
    const { position } = readFacts(withPosition(null, lima));
    expect(close(position?.latitude, lima.latitude) && close(position?.longitude, lima.longitude)).to.equal(true);
    expect(position).to.deep.include({ accuracy: null, altitude: -3 });
  });

  it('keep all that was there when a position is added', () => {
    const before = exifOfCamera({ orientation: 3 });
    const after = withPosition(before, BERN)!;
    expect(latin(after).slice(8, before.length), 'the bytes of the old values').to.equal(latin(before).slice(8));
    const tiff = Tiff.read(after)!;
    const details = tiff.below(tiff.first, 0x8769)!;
    expect(latin(after.slice(entryOf(details, 0x927c)!.valueAt)).slice(0, 11)).to.equal('makers note');
    expect(tiff.text(entryOf(tiff.first, 0x010f)!)).to.equal('Fairphone');
    expect(tiff.first.entries.map(({ tag }) => tag)).to.deep.equal([0x010f, 0x0112, 0x8769, 0x8825]);
  });

  it('lose the digits of a position, not only the way to them', () => {
    const exif = withPosition(exifOfCamera({}), BERN)!;
    const without = withoutPosition(exif);
    expect(readFacts(without)).to.deep.include({ position: null, takenAt: '2026-04-12T10:15:30' });
    expect(latin(exif)).to.contain('WGS-84');
    expect(latin(without)).not.to.contain('WGS-84');
  });

  it('are upright and of the new size once the pixels were drawn anew', () => {
    const tiff = Tiff.read(asDrawn(exifOfCamera({ orientation: 6 }), { width: 320, height: 240 }))!;
    const details = tiff.below(tiff.first, 0x8769)!;
    expect(tiff.number(entryOf(tiff.first, 0x0112)!)).to.equal(1);
    expect([0xa002, 0xa003].map((tag) => tiff.number(entryOf(details, tag)!))).to.deep.equal([320, 240]);
  });

  it('say only how a photo lies, or only when it was taken here', () => {
    expect(readFacts(onlyOrientation(8))).to.deep.include({ orientation: 8, takenAt: null, position: null });
    expect(onlyOrientation(1)).to.equal(null);
    const facts = readFacts(takenHere('2026-11-22T10:00:01', '-03:30'));
    expect(facts).to.deep.include({ takenAt: '2026-11-22T10:00:01', offset: '-03:30', orientation: 1 });
  });

  it('take no position that is zero, out of range, or no number', () => {
    const with_ = (change: Partial<typeof BERN>): unknown =>
      readFacts(withPosition(null, { ...BERN, ...change })).position;
    expect(with_({ latitude: 0, longitude: 0 })).to.equal(null);
    expect(with_({ latitude: 91 })).to.equal(null);
    expect(with_({ longitude: 200 })).to.equal(null);
  });

  it('are refused a position that has no room left', () => {
    const large = new Uint8Array(65_500);
    large.set(exifOfCamera({}));
    expect(withPosition(large, BERN)).to.equal(null);
  });
});

describe('a JPEG', () => {
  it('is read up to its picture, with the size it has', async () => {
    const bytes = await bytesOf(await picture(1, 800, 600));
    const head = readHead(bytes)!;
    expect(head).to.deep.include({ width: 800, height: 600 });
    expect(bytes[head.scan + 1]).to.equal(0xda);
    expect(exifOf(bytes, head)).to.equal(null);
    expect(endOfPicture(bytes, head)).to.equal(bytes.length);
  });

  it('takes EXIF data in and stays a picture of the same pixels', async () => {
    const bytes = await bytesOf(await picture(2, 80, 60));
    const head = readHead(bytes)!;
    const whole = new Blob([withExif(bytes, head, exifOfCamera({})), bytes.slice(head.scan)], { type: 'image/jpeg' });
    const read = await bytesOf(whole);
    expect(latin(exifOf(read, readHead(read)!)!)).to.equal(latin(exifOfCamera({})));
    const bitmap = await createImageBitmap(whole);
    expect([bitmap.width, bitmap.height]).to.deep.equal([80, 60]);
  });

  it('ends where its picture ends, whatever is behind', async () => {
    const bytes = await bytesOf(await photo({ tail: 'a preview with a position' }));
    const end = endOfPicture(bytes, readHead(bytes)!)!;
    expect(latin(bytes.slice(end))).to.equal('a preview with a position');
  });

  it('is not one when its frame is damaged', () => {
    for (const wrong of [
      [],
      [0xff, 0xd8],
      [0xff, 0xd8, 0xff, 0xe1, 0, 1],
      [0xff, 0xd8, 0xff, 0xe1, 0xff, 0xff],
      [1, 2, 3],
    ])
      expect(readHead(new Uint8Array(wrong)), String(wrong)).to.equal(null);
  });
});

/** The same numbers in each run. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

describe('hostile bytes', () => {
  it('never make the reader or the writer throw, hang or grow', async function () {
    this.timeout(30_000);
    const good = await bytesOf(await photo({ width: 40, height: 30, orientation: 6 }));
    const exif = exifOf(good, readHead(good)!)!;
    const any = numbers(7);
    for (let round = 0; round < 4000; round += 1) {
      const bytes = round % 2 === 0 ? good.slice() : exif.slice();
      const last = round % 2 === 0 ? 600 : bytes.length;
      for (let change = 0; change < 1 + (round % 8); change += 1) bytes[any(Math.min(last, bytes.length))] = any(256);
      const cut = bytes.subarray(0, round % 5 === 0 ? any(bytes.length) : bytes.length);
      const head = round % 2 === 0 ? readHead(cut) : null;
      const own = round % 2 === 0 ? (head === null ? null : exifOf(cut, head)) : cut;
      if (head !== null) endOfPicture(cut, head);
      const facts = readFacts(own);
      expect(facts.orientation).to.be.within(1, 8);
      if (own === null) continue;
      expect(withPosition(own, BERN)?.length ?? 0).to.be.below(own.length + 2000);
      expect(withoutPosition(own).length).to.be.at.most(own.length);
      expect(asDrawn(own, { width: 1, height: 1 }).length).to.be.at.most(own.length);
    }
  });
});
