import { expect } from '@open-wc/testing';
import type { EditResult } from '../../src/sync/ports.js';
import { call, ELM, json, OAK, PHOTO, readOf, serve, SERVICE, TREES, wire } from './play-server.js';

const results = async (body: object): Promise<readonly EditResult[]> => {
  const { service } = serve(() => json({ responseType: 'esriReplicaResponseTypeEdits', edits: [], ...body }));
  const read = { ...call, layers: [TREES], onProgress: () => undefined };
  return readOf(await service.readResult(`${SERVICE}/a.json`, read)).results;
};

const added = { objectId: 7, globalId: wire(OAK), success: true };
const refused = {
  objectId: -1,
  globalId: wire(ELM),
  success: false,
  error: { code: 1019, description: 'Internal error' },
};
const photo = { objectId: 3, globalId: wire(PHOTO), success: true };
const groups = { addResults: [added], updateResults: [refused], deleteResults: [{ globalId: PHOTO, success: true }] };
const three = [
  { layerId: 0, operation: 'add', globalId: OAK, objectId: 7, success: true, error: null },
  {
    layerId: 0,
    operation: 'update',
    globalId: ELM,
    objectId: null,
    success: false,
    error: { code: 1019, description: 'Internal error' },
  },
  { layerId: 0, operation: 'delete', globalId: PHOTO, objectId: null, success: true, error: null },
];

describe('results of edits', () => {
  it('are read in editsResults and in editResults', async () => {
    expect(await results({ editsResults: [{ id: 0, ...groups }] })).to.deep.equal(three);
    expect(await results({ editResults: [{ id: 0, ...groups }] })).to.deep.equal(three);
  });

  it('are read inside the entries of edits', async () => {
    expect(await results({ edits: [{ id: 0, ...groups }] })).to.deep.equal(three);
  });

  it('are read inside the features of the entries of edits, beside what was downloaded', async () => {
    expect(
      await results({ edits: [{ id: 0, features: { adds: [], updates: [], deleteIds: [], ...groups } }] }),
    ).to.deep.equal(three);
  });

  it('of attachments are read in attachments', async () => {
    const expected = [{ layerId: 0, operation: 'attachAdd', globalId: PHOTO, objectId: 3, success: true, error: null }];
    expect(await results({ editsResults: [{ id: 0, attachments: { addResults: [photo] } }] })).to.deep.equal(expected);
    expect(await results({ edits: [{ id: 0, attachments: { adds: [], addResults: [photo] } }] })).to.deep.equal(
      expected,
    );
  });

  it('of attachments are read in groups of their own', async () => {
    const own = { addAttachmentResults: [photo], updateAttachmentResults: [photo], deleteAttachmentResults: [photo] };
    const operations = ['attachAdd', 'attachUpdate', 'attachDelete'];
    expect((await results({ editResults: [{ id: 0, ...own }] })).map(({ operation }) => operation)).to.deep.equal(
      operations,
    );
    expect(
      (await results({ editResults: [{ id: 0, attachments: own }] })).map(({ operation }) => operation),
    ).to.deep.equal(operations);
  });

  it('told in two places count once', async () => {
    expect(
      await results({ editResults: [{ id: 0, addResults: [added] }], edits: [{ id: 0, addResults: [added] }] }),
    ).to.have.length(1);
  });

  for (const [what, result] of [
    ['objectID and globalID', { objectID: 7, globalID: OAK, success: true }],
    ['numbers and booleans as text', { objectId: '7', globalId: OAK, success: 'true' }],
    ["Python's True", { objectId: 7, globalId: OAK, success: 'True' }],
  ] as const) {
    it(`are read with ${what}`, async () => {
      expect((await results({ editResults: [{ id: 0, addResults: [result] }] }))[0]).to.deep.equal(three[0]);
    });
  }

  it('have error codes as numbers and as text, and a place for extended codes', async () => {
    const error = { code: '1022', description: 'Unique', extendedCode: -2147207418 };
    const [result] = await results({
      editResults: [{ id: 0, addResults: [{ globalId: OAK, success: false, error }] }],
    });
    expect(result?.error).to.deep.equal({ code: 1022, description: 'Unique', extendedCode: -2147207418 });
  });

  it('have the general code where an error names none', async () => {
    const [result] = await results({
      editResults: [{ id: 0, addResults: [{ globalId: OAK, success: false, error: { message: 'no' } }] }],
    });
    expect(result?.error).to.deep.equal({ code: 1000, description: 'no' });
  });

  it('keep their order and their lack of ids, for the one who counts them', async () => {
    const read = await results({
      editResults: [
        {
          id: 0,
          addResults: [
            { success: true, objectId: 1 },
            { success: true, objectId: 2 },
          ],
        },
      ],
    });
    expect(read.map(({ globalId, objectId }) => [globalId, objectId])).to.deep.equal([
      [null, 1],
      [null, 2],
    ]);
  });

  for (const [what, result] of [
    ['neither success nor error', { globalId: OAK, objectId: 1 }],
    ['success and an error', { globalId: OAK, success: true, error: { code: 1000, description: 'no' } }],
  ] as const) {
    it(`with ${what} are no results: the edit's fate is unknown`, async () => {
      expect(await results({ editResults: [{ id: 0, addResults: [result] }] })).to.deep.equal([]);
    });
  }

  it('with an error and no word of success are failures', async () => {
    const [result] = await results({
      editResults: [{ id: 0, addResults: [{ globalId: OAK, error: { code: 1003, description: 'Rolled back' } }] }],
    });
    expect(result?.success).to.equal(false);
  });
});
