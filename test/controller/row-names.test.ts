/** What a page in plain JavaScript leaves out is told by its name. */
import { expect } from '@open-wc/testing';
import { PageController } from '../../src/controller/page-controller.js';
import { TestService } from '../support/service.js';

describe('a verb that needs a row', () => {
  let controller: PageController;
  before(async () => {
    const service = await TestService.create();
    controller = new PageController({ serviceUrl: service.url, geodatabase: 'default' }, { onClosed: () => undefined });
    await controller.ready;
    await controller.generateGeodatabase(await controller.createDefaultGenerateGeodatabaseParameters());
  });
  after(() => {
    controller.close();
  });

  /** As a page without types calls it. */
  const call = (verb: keyof PageController, ...args: readonly unknown[]): Promise<unknown> =>
    (controller[verb] as (...given: unknown[]) => Promise<unknown>)
      .apply(controller, [...args])
      .then(() => 'nothing')
      .catch((error: unknown) => error);

  it('names the verb and the GlobalID that is missing', async () => {
    for (const verb of [
      'pendingEdits',
      'featureStatus',
      'undoEdit',
      'addAttachment',
      'deleteAttachments',
      'findAttachment',
      'resolveConflict',
      'dismissConflict',
    ] as const)
      expect(await call(verb, 0)).to.include({
        code: 'invalid-argument',
        message: `${verb}: globalId must be a GlobalID as text, and is missing.`,
      });
  });

  it('says what it is instead, and nothing of what it holds', async () => {
    const told = async (globalId: unknown): Promise<unknown> =>
      ((await call('pendingEdits', 0, globalId)) as Error).message.split(' and is ')[1];
    expect(await told(null)).to.equal('null.');
    expect(await told(' ')).to.equal('empty.');
    expect(await told(17)).to.equal('a number.');
    expect(await told(['secret'])).to.equal('a list.');
  });

  it('names the layer, and the list', async () => {
    expect(await call('pendingEdits')).to.include({
      code: 'invalid-argument',
      message: 'pendingEdits: layerId must be the number of a layer, and is missing.',
    });
    expect(await call('queryAttachments', 0, 'one')).to.include({
      message: 'queryAttachments: globalIds must be a list of GlobalIDs as text, and is text.',
    });
    expect(await call('queryAttachments', 0, [undefined])).to.include({
      message: 'queryAttachments: globalIds must be GlobalIDs as text, and one is missing.',
    });
  });

  it('answers as before where all is there', async () => {
    const [globalId = ''] = await controller.queryGlobalIds(0);
    expect(await controller.pendingEdits(0, globalId)).to.deep.equal([]);
    expect(await controller.pendingEdits(0, `{${globalId.toUpperCase()}}`)).to.deep.equal([]);
    expect(await controller.queryAttachments(0, [])).to.deep.equal([]);
  });
});
