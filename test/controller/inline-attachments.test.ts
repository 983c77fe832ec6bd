/** A service that sends bytes of attachments inside its replies, though it was asked for addresses. The real stack, over real HTTP. */
import { expect } from '@open-wc/testing';
import { PART_SIZE } from '../../src/shared/parts.js';
import { TestService, photoBytes, sha256 } from '../support/service.js';

/** The network of a device whose requests lose the wish for addresses on their way. */
const asBytes: typeof fetch = (input, init) => {
  const { body } = init ?? {};
  if (!(body instanceof URLSearchParams) || !body.has('returnAttachmentsDataByUrl')) return fetch(input, init);
  const asked = new URLSearchParams(body);
  asked.set('returnAttachmentsDataByUrl', 'false');
  return fetch(input, { ...init, body: asked });
};

it('bytes that come inside a large reply are kept, with the first load and with a later sync', async () => {
  const service = await TestService.create({}, 4);
  const ours = service.controller({ geodatabase: 'ours', settleMs: 100 });
  const theirs = service.controller({ geodatabase: 'theirs', settleMs: 100, fetch: asBytes });
  const photos = [photoBytes(PART_SIZE + 300_000, 1), photoBytes(400_000, 2)];
  await Promise.all([ours.ready, theirs.ready]);
  await ours.generateGeodatabase(await ours.createDefaultGenerateGeodatabaseParameters());
  const parent = (await ours.queryFeatures(0)).features[0]?.globalId ?? '';
  const send = async (photo: ArrayBuffer | undefined, name: string): Promise<void> => {
    await ours.addAttachment(0, parent, new File([photo ?? ''], name, { type: 'image/jpeg' }));
    await ours.syncGeodatabase();
  };
  const hashesThere = async (): Promise<readonly string[]> => {
    const records = await theirs.queryAttachments(0, [parent]);
    const own = records.filter(({ name }) => name.startsWith('ours'));
    expect(own.every(({ state }) => state.kind === 'received' && state.bytesHere)).to.equal(true);
    return Promise.all(own.map(async (one) => sha256(await (await theirs.readAttachment(one)).arrayBuffer())));
  };
  const expected = await Promise.all(photos.map(sha256));

  await send(photos[0], 'ours-1.jpg');
  await theirs.generateGeodatabase(await theirs.createDefaultGenerateGeodatabaseParameters());
  expect(await hashesThere()).to.deep.equal([expected[0]]);
  await send(photos[1], 'ours-2.jpg');
  await service.clearLog();
  await theirs.syncGeodatabase();
  expect(await hashesThere()).to.have.members(expected);
  const operations = await service.operations();
  expect(
    operations.filter((operation) => /attachment/i.test(operation)),
    'nothing was fetched apart',
  ).to.deep.equal([]);
  ours.close();
  theirs.close();
});
