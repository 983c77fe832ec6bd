import { expect } from '@open-wc/testing';
import { readFacts } from '../../src/elements/attachment-picker/photo/exif.js';
import { exifOf, readHead } from '../../src/elements/attachment-picker/photo/jpeg.js';
import { sha256 } from '../../src/shared/sha256.js';
import type { GdbAttachmentPicker } from '../../src/elements/attachment-picker/gdb-attachment-picker.js';
import { attachmentScenes, FEATURE } from '../support/attachment-scenes.js';
import { geodatabase, scene } from '../support/controller-states.js';
import { clear, inside, settled, textOf } from '../support/element-page.js';
import { BERN, photo, type PhotoOptions } from '../support/photos.js';
import {
  at,
  file,
  names,
  picker,
  pressIn,
  rowOf,
  rows,
  said,
  stored,
  summary,
  transfer,
} from '../support/picker-page.js';
import { picture } from '../support/pictures.js';
import type { ScriptedController } from '../support/scripted-controller.js';

type Attributes = Readonly<Record<string, string>>;

/** A picker with these attributes, and what it kept of these files. */
async function adding(
  attributes: Attributes,
  ...files: File[]
): Promise<{ element: GdbAttachmentPicker; controller: ScriptedController; kept: Blob[] }> {
  const controller = await attachmentScenes.empty();
  const element = await picker(controller, undefined, attributes);
  element.addFiles(files);
  await stored(element);
  const kept = await Promise.all(controller.attachments.records.map((record) => controller.attachments.read(record)));
  return { element, controller, kept };
}

const bytesOf = async (blob: Blob): Promise<Uint8Array<ArrayBuffer>> => new Uint8Array(await blob.arrayBuffer());
const factsOf = async (blob: Blob | undefined): Promise<ReturnType<typeof readFacts>> => {
  const bytes = await bytesOf(blob!);
  const head = readHead(bytes);
  if (head === null) throw new Error('no JPEG');
  return readFacts(exifOf(bytes, head));
};
const sizeOf = async (blob: Blob | undefined): Promise<number[]> => {
  const bitmap = await createImageBitmap(blob!);
  return [bitmap.width, bitmap.height];
};
const latin = async (blob: Blob | undefined): Promise<string> => new TextDecoder('latin1').decode(await bytesOf(blob!));
const hash = async (blob: Blob): Promise<string> => sha256(await blob.arrayBuffer());

const bytesFrom = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

/** A photo as the camera app gives it, chosen by the button of the camera. */
async function take(element: GdbAttachmentPicker, taken: File): Promise<void> {
  const input = inside<HTMLInputElement>(element, '.camera input');
  input.addEventListener('click', (event) => {
    // The test has no camera app to open.
    event.preventDefault();
  });
  input.click();
  input.files = transfer(taken).files;
  input.dispatchEvent(new Event('change', { bubbles: true }));
  await new Promise((resolve) => setTimeout(resolve, 100));
  await stored(element);
}

/** This device is where the test says, or will not tell. */
function standing(at: { latitude: number; longitude: number; accuracy: number } | null): () => void {
  const own = Object.getOwnPropertyDescriptor(navigator, 'geolocation');
  Object.defineProperty(navigator, 'geolocation', {
    configurable: true,
    value: {
      watchPosition(found: PositionCallback, failed: PositionErrorCallback) {
        setTimeout(() => {
          if (at === null) failed({ code: 1 } as GeolocationPositionError);
          else found({ coords: { ...at, altitude: null }, timestamp: Date.now() } as GeolocationPosition);
        }, 10);
        return 1;
      },
      clearWatch() {
        // Nothing runs.
      },
    },
  });
  return () => {
    if (own) Object.defineProperty(navigator, 'geolocation', own);
    else delete (navigator as { geolocation?: unknown }).geolocation;
  };
}

afterEach(clear);

describe('a photo that is added', () => {
  it('is kept byte by byte where nothing else is asked, and says whether it has a position', async () => {
    const [withIt, without] = [await photo({ seed: 1 }), await photo({ seed: 2, position: null })];
    const { element, kept } = await adding({}, withIt, without);
    expect(await Promise.all(kept.map(hash))).to.deep.equal([await hash(withIt), await hash(without)]);
    expect(textOf(rowOf('IMG_1.jpg', element))).to.contain('With its position');
    expect(textOf(rowOf('IMG_2.jpg', element))).to.contain('No position in this photo');
  });

  describe('is made smaller by max-pixels', () => {
    it('with position, time and camera kept, lying the right way up', async () => {
      const { element, kept } = await adding(
        { 'max-pixels': '320' },
        await photo({ width: 800, height: 600, orientation: 6 }),
      );
      expect(await sizeOf(kept[0])).to.deep.equal([240, 320]);
      const facts = await factsOf(kept[0]);
      expect(facts).to.deep.include({ takenAt: '2026-04-12T10:15:30', offset: '+02:00', orientation: 1 });
      expect(facts.position?.latitude).to.be.closeTo(BERN.latitude, 1e-6);
      expect(facts.position?.accuracy).to.equal(4.5);
      expect(await latin(kept[0])).to.contain('Fairphone');
      expect(rows(element)[0]).to.contain('smaller than it came');
    });

    it('and untouched when it is small enough', async () => {
      const small = await photo({ width: 300, height: 200 });
      const { kept } = await adding({ 'max-pixels': '320' }, small);
      expect(await hash(kept[0]!)).to.equal(await hash(small));
    });

    it('by quality alone at its own size', async () => {
      const { kept } = await adding({ quality: '0.2' }, await photo({}));
      expect(await sizeOf(kept[0])).to.deep.equal([800, 600]);
      expect(kept[0]!.size).to.be.below((await photo({})).size);
    });

    it('or kept as it is and said so when it cannot be drawn', async () => {
      const heic = new File([`\0\0\0\x18ftypheic`, 'x'.repeat(50)], 'IMG_7.jpg', { type: 'image/jpeg' });
      const { element, kept, controller } = await adding({ 'max-pixels': '320' }, heic);
      expect(await hash(kept[0]!)).to.equal(await hash(heic));
      expect(rows(element)[0]).to.contain('Could not be made smaller here');
      expect(controller.attachments.records[0]).to.deep.include({ name: 'IMG_7.heic', contentType: 'image/heic' });
      expect(rows(element)[0]).to.contain('HEIC: some programs can’t show it');
      expect(rows(element)[0], 'nobody looked').not.to.contain('osition');
    });
  });

  describe('loses what it tells', () => {
    const told: PhotoOptions = {
      orientation: 6,
      story: 'http://ns.adobe.com/xap/1.0/\0GPSLatitude 46.9',
      tail: 'preview of Bern',
    };

    it('by exif="strip": everything but how it lies, without drawing it anew', async () => {
      const { element, kept } = await adding({ exif: 'strip' }, await photo(told));
      expect(await factsOf(kept[0])).to.deep.equal({ position: null, takenAt: null, offset: null, orientation: 6 });
      const text = await latin(kept[0]);
      for (const gone of ['Fairphone', 'WGS-84', 'GPSLatitude', 'preview of Bern', '2026'])
        expect(text).not.to.contain(gone);
      expect(await sizeOf(kept[0]), 'shown upright').to.deep.equal([600, 800]);
      expect(rows(element)[0]).to.contain('Position taken out');
    });

    it('by position="none": the place alone, wherever it stands', async () => {
      const { element, kept } = await adding({ position: 'none' }, await photo(told));
      expect(await factsOf(kept[0])).to.deep.include({ position: null, takenAt: '2026-04-12T10:15:30' });
      const text = await latin(kept[0]);
      expect(text).to.contain('Fairphone');
      for (const gone of ['WGS-84', 'GPSLatitude', 'preview of Bern']) expect(text).not.to.contain(gone);
      expect(rows(element)[0]).to.contain('Position taken out');
    });

    it('or is refused by name where that is not possible', async () => {
      const heic = new File([`\0\0\0\x18ftypheic`, 'x'.repeat(50)], 'IMG_7.heic', { type: 'image/heic' });
      const { element, kept } = await adding({ position: 'none' }, heic, await photo({ position: null }));
      expect(kept).to.have.length(1);
      expect(textOf(rowOf('IMG_7.heic', element))).to.contain('can’t be taken out of this kind of file');
      expect(textOf(rowOf('IMG_1.jpg', element))).to.contain('No position in this photo');
    });
  });

  describe('whose frame is damaged', () => {
    const damaged = (): File => new File(['\xff\xd8\xff\xe0', 'x'.repeat(50)].map(bytesFrom), 'IMG_8.jpg');

    it('is kept as it came, and says so', async () => {
      const { element, kept } = await adding({ stamp: '' }, damaged());
      expect(await hash(kept[0]!)).to.equal(await hash(damaged()));
      expect(rows(element)[0]).to.contain('Kept as it came');
    });

    it('is not added where its position must go, in words that are true of a JPEG', async () => {
      const { element, kept } = await adding({ position: 'none' }, damaged());
      expect(kept).to.deep.equal([]);
      expect(rows(element)[0]).to.contain('its position would have stayed in it');
      expect(rows(element)[0]).not.to.contain('Choose a JPEG');
    });
  });

  describe('taken here with position="device"', () => {
    let back: (() => void) | undefined;
    afterEach(() => back?.());

    it('gets the measured position and its accuracy', async () => {
      back = standing({ latitude: -12.0464, longitude: -77.0428, accuracy: 6 });
      const controller = await attachmentScenes.empty();
      const element = await picker(controller, undefined, { position: 'device' });
      await take(element, await photo({ position: null }));
      const { position, takenAt } = await factsOf(await controller.readAttachment(controller.attachments.records[0]!));
      expect(position?.latitude).to.be.closeTo(-12.0464, 1e-6);
      expect(position?.accuracy).to.equal(6);
      expect(takenAt).to.equal('2026-04-12T10:15:30');
      expect(rows(element)[0]).to.contain('Position written into it');
    });

    it('keeps the one it has', async () => {
      back = standing({ latitude: 1, longitude: 2, accuracy: 3 });
      const controller = await attachmentScenes.empty();
      const element = await picker(controller, undefined, { position: 'device' });
      const own = await photo({});
      await take(element, own);
      expect(await hash(await controller.readAttachment(controller.attachments.records[0]!))).to.equal(await hash(own));
      expect(rows(element)[0]).to.contain('With its position');
    });

    it('gets none when it was chosen: where this device is now says nothing about it', async () => {
      back = standing({ latitude: 1, longitude: 2, accuracy: 3 });
      const { element, kept } = await adding({ position: 'device' }, await photo({ position: null }));
      expect((await factsOf(kept[0])).position).to.equal(null);
      expect(rows(element)[0]).to.contain('No position in this photo');
    });

    it('gets none, and the reason is said, when this page may not know', async () => {
      back = standing(null);
      const element = await picker(await attachmentScenes.empty(), undefined, { position: 'device' });
      await take(element, await photo({ position: null }));
      expect(rows(element)[0]).to.contain('No position in this photo');
      expect(summary(element)).to.contain('The position is blocked for this page');
    });
  });

  it('is stamped with what it knows of time and place', async () => {
    const { element, kept } = await adding({ stamp: '' }, await photo({ seed: 3 }));
    expect(rows(element)[0]).to.contain('Place and time written on it');
    const bitmap = await createImageBitmap(kept[0]!);
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    const context = canvas.getContext('2d')!;
    context.drawImage(bitmap, 0, 0);
    const band = context.getImageData(0, bitmap.height - 20, bitmap.width, 10).data;
    const brightest = Math.max(...band.filter((_, index) => index % 4 === 0));
    const darkest = Math.min(...band.filter((_, index) => index % 4 === 0));
    expect(brightest, 'letters').to.be.above(220);
    expect(darkest, 'on a dark band').to.be.below(90);
    expect((await factsOf(kept[0])).position).not.to.equal(null);
  });

  it('gets a name of its own by name-pattern', async () => {
    const { controller } = await adding(
      { 'name-pattern': '{layer}_{feature}_{date}-{time}' },
      await photo({ seed: 1 }),
      await photo({ seed: 2 }),
      file('note.txt', 'x', 'text/plain'),
    );
    const start = `Trees_${FEATURE.slice(0, 8)}`;
    const made = controller.attachments.records.map(({ name }) => name);
    expect(made.slice(0, 2)).to.deep.equal([`${start}_20260412-101530.jpg`, `${start}_20260412-101530 (2).jpg`]);
    expect(made[2]).to.match(/^Trees_a5f1f2f2_\d{8}-\d{6}\.txt$/);
  });

  it('is noticed when it is there already, and added all the same when a person wants it', async () => {
    const twin = await photo({});
    const { element, controller } = await adding({}, twin, new File([twin], 'copy.jpg', { type: 'image/jpeg' }));
    expect(textOf(rowOf('copy.jpg', element))).to.contain('Not added: the same as IMG_1.jpg.');
    expect(said(element)).to.match(/^copy\.jpg: Not added: the same as IMG_1\.jpg\./);
    expect(controller.count('addAttachment')).to.equal(1);
    pressIn(rowOf('copy.jpg', element), 'anyway');
    await stored(element);
    expect(controller.count('addAttachment')).to.equal(2);
  });
});

describe('what may be added', () => {
  const refusals: [attributes: Attributes, file: File, words: string][] = [
    [{ accept: 'image/*, .pdf' }, file('notes.txt', 'x', 'text/plain'), 'only image/*, .pdf can be added here'],
    [{ 'max-size': '1kB' }, file('large.pdf', 'x'.repeat(2000), 'application/pdf'), '2 kB, and at most 1 kB'],
    [{}, new File([], 'cloud.jpg', { type: 'image/jpeg' }), 'this file is empty. If it is in the cloud'],
  ];
  for (const [attributes, refused, words] of refusals)
    it(`${JSON.stringify(attributes)}: “${words}”`, async () => {
      const { element, controller } = await adding(attributes, refused);
      expect(controller.count('addAttachment')).to.equal(0);
      expect(textOf(rowOf(refused.name, element))).to.contain(words);
      expect(said(element)).to.contain(refused.name);
      pressIn(rowOf(refused.name, element), 'dismiss');
      await settled(element);
      expect(names(element)).to.deep.equal([]);
    });

  it('tells every file of a drop that is not, whatever comes after it', async () => {
    const refused = [file('a.txt', 'x', 'text/plain'), file('b.exe', 'x', 'application/exe')];
    const large = file('c.jpg', 'x'.repeat(5000));
    const accept = { accept: 'image/*', 'max-size': '1kB' };
    const { element } = await adding(accept, ...refused, large, file('d.jpg'), file('e.jpg'));
    expect(names(element)).to.have.length(5);
    expect(said(element)).to.match(
      /^a\.txt, b\.exe: .*only image.* c\.jpg: .*at most 1 kB.* e\.jpg: kept on this device/,
    );
  });

  describe('by the service', () => {
    const limits = { maxBytes: 2048, fileTypes: ['jpg', 'png', 'pdf'] };

    async function addingTo(
      uploadLimits: typeof limits,
      attributes: Attributes,
      ...files: File[]
    ): Promise<{ element: GdbAttachmentPicker; controller: ScriptedController }> {
      const controller = await attachmentScenes.empty();
      controller.show(scene('ready', { geodatabase: geodatabase({ uploadLimits }) }));
      const element = await picker(controller, undefined, attributes);
      element.addFiles(files);
      await stored(element);
      return { element, controller };
    }

    const large = (): File => file('large.pdf', 'x'.repeat(3000), 'application/pdf');

    it('is a question of its types, in whatever case they are written', async () => {
      const files = [file('notes.docx', 'x', 'application/msword'), file('none', 'x', ''), file('A.JPG')];
      const { element, controller } = await addingTo(limits, {}, ...files);
      expect(controller.attachments.records.map(({ name }) => name)).to.deep.equal(['A.JPG']);
      const words = 'Not added: the server takes only .jpg, .png, .pdf. Its admin can allow more.';
      for (const name of ['notes.docx', 'none']) expect(textOf(rowOf(name, element))).to.contain(words);
    });

    it('and of their size, named with the file', async () => {
      const { element } = await addingTo(limits, {}, large());
      const words = 'Not added: 3 kB, and the server takes at most 2 kB. Its admin can allow more.';
      expect(textOf(rowOf('large.pdf', element))).to.contain(words);
      expect(said(element)).to.equal(`large.pdf: ${words}`);
    });

    it('where the page is stricter, the page says why', async () => {
      const { element } = await addingTo(limits, { accept: '.jpg', 'max-size': '1kB' }, large(), file('b.png', 'b'));
      for (const name of ['large.pdf', 'b.png'])
        expect(textOf(rowOf(name, element))).to.contain('only .jpg can be added');
    });

    it('dozens of types are not all named', async () => {
      const fileTypes = Array.from({ length: 40 }, (_, n) => `t${n}`);
      const { element } = await addingTo({ ...limits, fileTypes }, {}, file('a.jpg'));
      expect(textOf(rowOf('a.jpg', element)))
        .to.contain('.t11, ….')
        .and.not.to.contain('.t12');
    });

    it('is what the file dialog offers, unless the page asks for something else', async () => {
      const accept = async (attributes: Attributes): Promise<string> =>
        inside<HTMLInputElement>((await addingTo(limits, attributes)).element, '.add input').accept;
      expect(await accept({})).to.equal('.jpg,.png,.pdf');
      expect(await accept({ accept: 'image/*' })).to.equal('image/*');
    });

    it('is asked of a photo as it is kept, not as it came', async () => {
      const came = new File([await picture(1, 1600, 1200)], 'large.jpg', { type: 'image/jpeg' });
      const { controller } = await addingTo({ ...limits, maxBytes: came.size - 1 }, { 'max-pixels': '320' }, came);
      expect(controller.attachments.records).to.have.length(1);
    });
  });

  it('as many as max-files, in the order in which they came', async () => {
    const { element, controller } = await adding({ 'max-files': '1' }, file('a.jpg'), file('b.jpg'));
    expect(controller.attachments.records.map(({ name }) => name)).to.deep.equal(['a.jpg']);
    expect(textOf(rowOf('b.jpg', element))).to.contain('at most 1 file can be added here');
  });

  it('is measured after a photo was made smaller', async () => {
    const large = new File([await picture(1, 1600, 1200)], 'large.jpg', { type: 'image/jpeg' });
    const limit = String(large.size - 1);
    const { controller } = await adding({ 'max-size': limit, 'max-pixels': '200' }, large);
    expect(controller.count('addAttachment')).to.equal(1);
  });

  for (const [name, value] of [
    ['position', 'nowhere'],
    ['exif', 'drop'],
    ['max-pixels', 'big'],
    ['quality', '85'],
    ['max-size', '10 apples'],
    ['max-files', '0'],
    ['name-pattern', '{title}'],
    ['camera', 'front'],
    ['accept', 'photos'],
  ] as const)
    it(`${name}="${value}" is named, never guessed at`, async () => {
      const { element, controller } = await adding({ [name]: value }, file('a.jpg'));
      expect(summary(element)).to.match(new RegExp(`${name}: “.*” is not one of its values: .`));
      expect(summary(element)).to.contain(value);
      expect(controller.count('addAttachment')).to.equal(0);
    });

  it('nothing while it is disabled, in words', async () => {
    const { element, controller } = await adding({ disabled: '' }, file('a.jpg'));
    expect(summary(element)).to.contain('Files can’t be changed now');
    expect(controller.count('addAttachment')).to.equal(0);
  });
});

describe('what was removed can be brought back', () => {
  it('a file that exists only here, with its bytes', async () => {
    const { element, controller } = await adding({}, file('only.jpg'));
    const [before] = controller.attachments.records;
    pressIn(rowOf('only.jpg', element), 'ask');
    await settled(element);
    pressIn(rowOf('only.jpg', element), 'remove');
    await settled(element);
    expect(controller.attachments.records).to.deep.equal([]);
    expect(textOf(inside(element, '.gone'))).to.equal('only.jpg: removed Undo');
    inside(element, '[data-action="bring-back"]').click();
    await settled(element);
    const [after] = controller.attachments.records;
    expect(after).to.deep.include({ name: 'only.jpg', globalId: before!.globalId });
    expect(await latin(await controller.readAttachment(after!))).to.equal('bytes of only.jpg');
    expect(said(element)).to.equal('only.jpg: it is back');
    expect(element.shadowRoot?.querySelector('.gone')).to.equal(null);
  });

  it('where it was, and nowhere else', async () => {
    const { element, controller } = await adding({}, file('only.jpg'));
    pressIn(rowOf('only.jpg', element), 'ask');
    await settled(element);
    pressIn(rowOf('only.jpg', element), 'remove');
    await settled(element);
    const bar = (): boolean => element.shadowRoot?.querySelector('.gone') != null;
    element.globalId = 'a5f1f2f2-6a1c-4b7c-9a5e-2f7cf4a1b002';
    await settled(element);
    expect(bar(), 'at another feature').to.equal(false);
    element.globalId = FEATURE;
    element.controller = await attachmentScenes.empty();
    await settled(element);
    expect(bar(), 'in another geodatabase').to.equal(false);
    element.controller = controller;
    await settled(element);
    inside(element, '[data-action="bring-back"]').click();
    await settled(element);
    expect(controller.attachments.records.map(({ name }) => name)).to.deep.equal(['only.jpg']);
  });

  it('and the focus is on what is left when nobody wants it back', async () => {
    const { element } = await adding({}, file('one.jpg'), file('two.jpg'));
    for (const [name, next] of [
      ['one.jpg', 'two.jpg'],
      ['two.jpg', 'input'],
    ] as const) {
      pressIn(rowOf(name, element), 'ask');
      await settled(element);
      pressIn(rowOf(name, element), 'remove');
      await settled(element);
      inside(element, '[data-action="let-go"]').focus();
      inside(element, '[data-action="let-go"]').click();
      await settled(element);
      expect(at()).to.equal(next);
    }
  });

  it('one of the server, until it was sent', async () => {
    const controller = await attachmentScenes.allSent();
    const element = await picker(controller);
    pressIn(rowOf('lime-tree', element), 'ask');
    await settled(element);
    pressIn(rowOf('lime-tree', element), 'remove');
    await settled(element);
    expect(textOf(rowOf('lime-tree', element))).to.contain('Will be removed with the next sync');
    pressIn(rowOf('lime-tree', element), 'undo');
    await settled(element);
    expect(textOf(rowOf('lime-tree', element))).to.contain('On the server and this device');
  });
});
