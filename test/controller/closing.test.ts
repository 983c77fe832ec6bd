/** A controller that is closed while it opens lets go of what has come by then, and of what comes afterwards. */
import { expect } from '@open-wc/testing';
import { PageController } from '../../src/controller/page-controller.js';
import { isGdbError } from '../../src/index.js';
import { nextTask } from '../../src/store/load/pace.js';
import { TestService } from '../support/service.js';

describe('a controller that is closed', () => {
  const { open } = IDBFactory.prototype;
  const { close } = IDBDatabase.prototype;
  const connections = new Set<IDBDatabase>();

  before(() => {
    IDBFactory.prototype.open = function (...wanted): IDBOpenDBRequest {
      const request = open.apply(this, wanted);
      request.addEventListener('success', () => connections.add(request.result));
      return request;
    };
    IDBDatabase.prototype.close = function (): void {
      connections.delete(this);
      close.call(this);
    };
  });
  after(() => {
    IDBFactory.prototype.open = open;
    IDBDatabase.prototype.close = close;
  });

  it('leaves no connection to a database open, in whichever moment of its opening', async () => {
    const service = await TestService.create({}, 3);
    const make = (): PageController =>
      new PageController({ serviceUrl: service.url, geodatabase: 'default' }, { onClosed: () => undefined });
    const first = make();
    await first.generateGeodatabase(await first.createDefaultGenerateGeodatabaseParameters());
    expect(connections.size).to.be.greaterThan(0);
    first.close();
    // Later each time, until one is opened before it is closed.
    for (let [moment, end] = [0, '']; end !== 'opened'; moment += 1) {
      const sync = make();
      for (let turn = 0; turn < moment; turn += 1) await nextTask();
      sync.close();
      end = await sync.ready.then(
        () => 'opened',
        (error: unknown) => (isGdbError(error) ? error.code : String(error)),
      );
      if (end !== 'opened') expect(end).to.equal('controller-closed');
      for (let turn = 0; turn < 20 && connections.size > 0; turn += 1) await nextTask();
      expect(connections.size, `closed after ${String(moment)} turns`).to.equal(0);
    }
  }).timeout(20_000);
});
