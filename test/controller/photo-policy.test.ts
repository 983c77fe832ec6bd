import { expect } from '@open-wc/testing';
import { connectionFacts, whyPhotosWait } from '../../src/controller/photo-policy.js';
import type { SyncController } from '../../src/controller/types.js';
import { TestService, photoBytes } from '../support/service.js';

/** What carries bytes of a photo. */
const BYTES = new Set(['upload', 'register', 'uploadPart', 'commit']);

describe('photos', () => {
  it('go with their features, unless told otherwise', () => {
    expect(whyPhotosWait('always', { type: 'cellular', saveData: true })).to.equal(null);
  });

  it('wait for Wi-Fi or cable', () => {
    expect(whyPhotosWait('wifi', { type: 'wifi' })).to.equal(null);
    expect(whyPhotosWait('wifi', { type: 'ethernet' })).to.equal(null);
    expect(whyPhotosWait('wifi', { type: 'cellular' })).to.equal('mobile');
  });

  it('wait, and say why, where the browser cannot tell Wi-Fi from mobile data', () => {
    expect(whyPhotosWait('wifi', {})).to.equal('unknown');
    expect(whyPhotosWait('wifi', { type: 'unknown' })).to.equal('unknown');
  });

  it('wait where data are to be saved, and until a person says so', () => {
    expect(whyPhotosWait('wifi', { type: 'wifi', saveData: true })).to.equal('data-saver');
    expect(whyPhotosWait('manual', { type: 'wifi' })).to.equal('manual');
  });
});

describe('photos where the browser cannot tell Wi-Fi from mobile data', () => {
  let service: TestService;
  let sync: SyncController;
  let asked: number[];

  const takePhoto = async (): Promise<void> => {
    const globalId = (await sync.queryFeatures(0)).features[0]?.globalId ?? '';
    await sync.addAttachment(0, globalId, new File([photoBytes(2000)], 'field.jpg', { type: 'image/jpeg' }));
  };
  const uploads = async (): Promise<number> =>
    (await service.operations()).filter((operation) => BYTES.has(operation)).length;

  beforeEach(async () => {
    // As most browsers are: they tell nothing of the connection.
    Object.defineProperty(navigator, 'connection', { value: undefined, configurable: true });
    expect(connectionFacts().type).to.equal(undefined);
    service = await TestService.create({}, 4);
    sync = service.controller({ settleMs: 100, photos: 'wifi' });
    asked = [];
    sync.addEventListener('gdb-photo-question', ({ detail }) => asked.push(detail.count));
    await sync.ready;
    await sync.generateGeodatabase(await sync.createDefaultGenerateGeodatabaseParameters());
    await takePhoto();
  });
  afterEach(() => {
    sync.close();
    Reflect.deleteProperty(navigator, 'connection');
  });

  it('wait, and a person is asked once', async () => {
    const { notes } = await sync.syncGeodatabase();
    expect(notes).to.deep.equal([{ kind: 'photos-waiting', count: 1, why: 'unknown' }]);
    expect(sync.state.photoQuestion).to.equal('open');
    await sync.syncGeodatabase();
    expect(asked).to.deep.equal([1]);
    expect(await uploads()).to.equal(0);
  });

  it('go at once when the answer is yes, and with each later sync', async () => {
    await sync.syncGeodatabase();
    await sync.answerPhotoQuestion('send');
    expect(sync.state.pending.attachments).to.equal(0);
    await takePhoto();
    const { notes } = await sync.syncGeodatabase();
    expect(notes).to.deep.equal([]);
    expect(sync.state.pending.attachments).to.equal(0);
    expect(asked).to.deep.equal([1]);
  });

  it('wait on when the answer is no, and nobody is asked again; sendPhotos() still sends them', async () => {
    await sync.syncGeodatabase();
    await sync.answerPhotoQuestion('wait');
    await takePhoto();
    await sync.syncGeodatabase();
    expect(sync.state.pending.attachments).to.equal(2);
    expect(asked).to.deep.equal([1]);
    await sync.sendPhotos();
    expect(sync.state.pending.attachments).to.equal(0);
  });

  it('wait where data are to be saved, whatever was answered', () => {
    expect(whyPhotosWait('wifi', { saveData: true }, 'send')).to.equal('data-saver');
    expect(whyPhotosWait('wifi', { type: 'cellular' }, 'send')).to.equal('mobile');
    expect(whyPhotosWait('wifi', {}, 'send')).to.equal(null);
  });
});
