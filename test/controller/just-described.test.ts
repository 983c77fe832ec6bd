/** Who takes an area at once does not ask the service twice what it is; who waits, or takes other layers, does. */
import { expect } from '@open-wc/testing';
import { JustDescribed } from '../../src/controller/just-described.js';
import type { SyncController } from '../../src/controller/types.js';
import type { ServiceDescription } from '../../src/sync/ports.js';
import { TestService } from '../support/service.js';

describe('what the service said a moment ago', () => {
  const said = { layers: [{ layerId: 0 }, { layerId: 2 }] } as unknown as ServiceDescription;

  function noted(): JustDescribed {
    const described = new JustDescribed();
    described.ask()(said, 1_000);
    return described;
  }

  it('counts once, for the layers that it was said of', () => {
    const described = noted();
    expect(described.take([0, 2], 2_000)).to.equal(said);
    expect(described.take([0, 2], 2_000)).to.equal(null);
  });

  it('does not count for other layers, after ten seconds, when the clock was set back, or for somebody else', () => {
    expect(noted().take([0], 2_000)).to.equal(null);
    expect(noted().take([0, 1], 2_000)).to.equal(null);
    expect(noted().take([0, 2], 11_001)).to.equal(null);
    expect(noted().take([0, 2], 999)).to.equal(null);
    const described = noted();
    described.forget();
    expect(described.take([0, 2], 2_000)).to.equal(null);
  });

  it('does not count when somebody else signed in while it was being said', () => {
    const described = new JustDescribed();
    const note = described.ask();
    described.forget();
    note(said, 1_000);
    expect(described.take([0, 2], 2_000)).to.equal(null);
  });
});

describe('taking an area', () => {
  let service: TestService;
  let sync: SyncController;

  beforeEach(async () => {
    service = await TestService.create({});
    sync = service.controller({ settleMs: 200 });
    await sync.ready;
  });

  afterEach(() => {
    sync.close();
  });

  /** How often the root of the service was asked for. */
  async function timesDescribed(): Promise<number> {
    return (await service.log()).filter(({ path }) => path.endsWith('/FeatureServer')).length;
  }

  it('asks for the service once where its parameters were made just before', async () => {
    const parameters = await sync.createDefaultGenerateGeodatabaseParameters();
    const before = await timesDescribed();
    expect(before).to.equal(1);
    await sync.generateGeodatabase(parameters);
    expect(await timesDescribed()).to.equal(before);
    expect(sync.status).to.equal('ready');
  });

  it('asks again where other layers are taken, and for each sync', async () => {
    const parameters = await sync.createDefaultGenerateGeodatabaseParameters();
    await sync.generateGeodatabase({ ...parameters, layers: parameters.layers.slice(0, 1) });
    expect(await timesDescribed()).to.equal(2);
    await sync.syncGeodatabase();
    expect(await timesDescribed()).to.equal(3);
  });
});
