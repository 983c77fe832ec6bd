/** "Copy report": enough for who helps, and nothing that belongs to a person or an organisation. Secrets are planted wherever a text can stand. */
import { expect } from '@open-wc/testing';
import { supportReport } from '../../src/controller/report/support-report.js';
import type { SyncController } from '../../src/controller/types.js';
import { scenes } from '../support/controller-states.js';
import { photoBytes, TestService } from '../support/service.js';
import { ScriptedController } from '../support/scripted-controller.js';

describe('a report', () => {
  describe('of a real sync that went wrong', () => {
    let service: TestService;
    let sync: SyncController;
    let token = '';

    beforeEach(async () => {
      service = await TestService.create({ secured: true }, 5);
      token = await service.token('inspector');
      sync = service.controller({ settleMs: 100, auth: { getToken: () => Promise.resolve(token) } });
      await sync.ready;
      await sync.generateGeodatabase(await sync.createDefaultGenerateGeodatabaseParameters());
      const added = await sync.applyEdits(0, {
        adds: [
          { attributes: { name: 'SECRET-attribute' }, geometry: { x: 8.4321987, y: 47.7123456 } },
          { attributes: { name: 'SECRET-refused' }, geometry: { x: 8.4321987, y: 47.7123456 } },
        ],
      });
      const feature = added.addResults[0]?.globalId ?? '';
      const file = new File([photoBytes(5000)], 'SECRET-photo.jpg', { type: 'image/jpeg' });
      await sync.addAttachment(0, feature, file);
      await service.fault({
        ...{ operation: 'synchronizeReplica', kind: 'editFails', code: 1016, occurrence: 2 },
        message: 'SECRET-message at 8.4321987',
      });
      await sync.syncGeodatabase();
    });
    afterEach(() => sync.close());

    it('tells codes, states, timings, versions and what the service can do', async () => {
      const report = await sync.report();
      expect(report).to.deep.include({ format: 'gdb-sync-report/1', status: 'attention', signedIn: true, unknown: 0 });
      expect(report.version).to.match(/^\d+\.\d+\.\d+/);
      expect(report.refused).to.deep.equal([{ layerId: 0, operation: 'add', code: 1016, count: 1 }]);
      expect(report.geodatabase?.layers[0]).to.deep.include({ layerId: 0, geometryType: 'esriGeometryPoint' });
      expect(report.service?.capabilities).to.include.members(['SYNC', 'CREATE']);
      expect(report.service?.sync).to.include({ supportsPerLayerSync: true });
      const [last, first] = report.runs;
      expect([first?.operation, last?.operation]).to.deep.equal(['generate', 'sync']);
      expect(last).to.deep.include({ sent: { features: 1, attachments: 1 }, refused: 1 });
      expect(last?.milliseconds).to.be.greaterThan(0);
      expect(report.browser.has['indexedDB']).to.equal(true);
    });

    it('holds no token, attribute, file name, coordinate, user, address or word of the server', async () => {
      const text = JSON.stringify(await sync.report());
      const title = sync.syncErrors[0]?.title ?? 'none';
      for (const secret of [token, 'SECRET', '8.4321987', '47.7123456', 'inspector', service.url, title])
        expect(text, secret).not.to.contain(secret);
      expect(text).not.to.match(/https?:/);
    });

    it('is still there when the token has ended', async () => {
      await service.revokeTokens();
      await sync.applyEdits(0, { adds: [{ attributes: { name: 'x' }, geometry: { x: 1, y: 2 } }] });
      const running = sync.syncGeodatabase();
      running.catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, 500));
      const report = await sync.report();
      expect(report.paused).to.include('needs-auth');
      expect(JSON.stringify(report)).not.to.contain(token);
      sync.cancel();
    });
  });

  it('never holds a text that it does not know, wherever one stands', async () => {
    for (const make of Object.values(scenes)) {
      const scene = make();
      const controller = new ScriptedController({
        ...scene,
        state: planted(scene.state),
        syncErrors: planted(scene.syncErrors),
        syncError: planted(scene.syncError),
      });
      controller.receipts = () =>
        Promise.resolve(
          planted([
            {
              ...{ uid: 'a', operation: 'sync' as const, startedAt: 1, endedAt: 2, user: 'b', refused: 0 },
              ...{ sent: { features: 1, attachments: 1 }, received: { features: 1, attachments: 1 } },
              error: scene.syncError,
              notes: [{ kind: 'sent-to-version' as const, version: 'c' }],
            },
          ]),
        );
      const definition = {
        capabilities: 'd,SYNC',
        currentVersion: 11,
        syncCapabilities: { supportsAsync: 'e', f: true },
      };
      controller.readDefinition = (() =>
        Promise.resolve(planted(definition))) as unknown as typeof controller.readDefinition;
      expect(JSON.stringify(await supportReport(controller))).not.to.contain('SECRET');
    }
  });

  it('comes also where nothing can be kept, and while opening hangs', async () => {
    const denied = new ScriptedController(scenes.unavailable());
    denied.receipts = () => Promise.reject(new Error('There is no database.'));
    expect((await denied.report()).error?.code).to.equal('insecure-context');
    const opening = new ScriptedController(scenes.opening());
    opening.receipts = () => new Promise(() => undefined);
    expect((await opening.report()).opened).to.equal(false);
  });
});

/** The same with every text in it replaced, keys of records included; numbers and truths stay. */
function planted<T>(value: T): T {
  if (typeof value === 'string') return 'SECRET-1' as T;
  if (Array.isArray(value)) return value.map((one) => planted(one as unknown)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, planted(one as unknown)])) as T;
}
