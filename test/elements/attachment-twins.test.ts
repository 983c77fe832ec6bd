/** A file that is chosen although the server has it already: what this device can know of it, and what a person decides. Real service, real database. */
import { expect, waitUntil } from '@open-wc/testing';
import '../../src/elements/attachment-picker/gdb-attachment-picker.js';
import type { GdbAttachmentPicker } from '../../src/elements/attachment-picker/gdb-attachment-picker.js';
import type { SyncController } from '../../src/controller/types.js';
import type { AttachmentRecord, GenerateGeodatabaseParameters } from '../../src/shared/records.js';
import { axeFindings } from '../support/axe.js';
import { clear, settled, show } from '../support/element-page.js';
import { pressIn, rowOf, rows, said, stored, summary } from '../support/picker-page.js';
import { TestService } from '../support/service.js';

describe('a file that the server has', function () {
  this.timeout(30_000);
  let sync: SyncController;
  let element: GdbAttachmentPicker;
  /** Of the service's own, whose bytes are here or not. */
  let theirs: AttachmentRecord;

  async function take(wishes: Partial<GenerateGeodatabaseParameters>): Promise<Blob> {
    const service = await TestService.create({});
    sync = service.controller({ settleMs: 100 });
    await sync.ready;
    await sync.generateGeodatabase({ ...(await sync.createDefaultGenerateGeodatabaseParameters()), ...wishes });
    const ids = (await sync.queryFeatures(0)).features.map(({ globalId }) => globalId);
    const [first] = await sync.queryAttachments(0, ids);
    if (first === undefined) throw new Error('The seed has no photos.');
    theirs = first;
    element = document.createElement('gdb-attachment-picker');
    element.controller = sync;
    element.layerId = 0;
    element.globalId = theirs.parentGlobalId;
    element.setAttribute('exif', 'keep');
    await show(element);
    await waitUntil(() => rows(element).length > 0, 'the files of the server');
    const address = `${service.url}/0/${String((await service.features(0, `GlobalID = '{${theirs.parentGlobalId.toUpperCase()}}'`))[0]?.attributes['OBJECTID'])}/attachments/${String(theirs.attachmentId)}`;
    return (await fetch(address)).blob();
  }
  afterEach(() => {
    clear();
    sync.close();
  });

  const add = async (bytes: BlobPart, name: string, type = theirs.contentType): Promise<void> => {
    element.addFiles([new File([bytes], name, { type })]);
    await stored(element);
    await settled(element);
  };
  const unsent = async (): Promise<number> =>
    (await sync.queryAttachments(0, [theirs.parentGlobalId])).filter(({ state }) => state.kind === 'pending').length;

  it('and whose bytes are here too, is the same by its bytes, whatever its name', async () => {
    const bytes = await take({});
    await add(bytes, `other-${theirs.name}`);
    expect(rows(element).at(-1)).to.contain(`Not added: the same as ${theirs.name}.`);
    const different = new Uint8Array(await bytes.arrayBuffer());
    different[different.length - 1] = (different.at(-1) ?? 0) ^ 1;
    await add(different, theirs.name);
    expect(await unsent(), 'the same name and size, but other bytes: added').to.equal(1);
  });

  it('alone, may be the same by name, size and kind: it is told, not refused, and a person decides', async () => {
    const bytes = await take({ attachmentDownload: 'lazy' });
    expect(theirs.state).to.deep.equal({ kind: 'received', bytesHere: false });
    await add(bytes, theirs.name);
    expect(rows(element).at(-1)).to.contain('Not added yet: the server has a file of this name and size.');
    expect(said(element)).to.contain('Not added yet');
    expect(summary(element)).to.contain('1 file seems to be here already');
    expect(await axeFindings(element)).to.deep.equal([]);
    expect(element.validity.customError, 'a form waits for the answer').to.equal(true);
    expect(element.validationMessage).to.equal('1 file seems to be here already');
    expect(dispatchEvent(new Event('beforeunload', { cancelable: true })), 'it is in memory alone').to.equal(false);
    expect(await unsent()).to.equal(0);
    const twin = [...(element.shadowRoot?.querySelectorAll('.row.twin') ?? [])];
    expect(twin).to.have.length(1);
    pressIn(twin[0]!, 'anyway');
    await stored(element);
    expect(await unsent()).to.equal(1);
    expect(element.validity.valid).to.equal(true);
  });

  it('alone, is another one where name, size or kind differs', async () => {
    const bytes = await take({ attachmentDownload: 'lazy' });
    await add(bytes, `other-${theirs.name}`);
    await add(new Blob([bytes, 'x']), theirs.name);
    expect(await unsent()).to.equal(2);
    expect(rowOf(`other-${theirs.name}`, element)).not.to.equal(null);
  });
});
