/** A reply's body fed to the store piece by piece: what it keeps, what it shows, and what a fault leaves behind. */
import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import type { GdbErrorCode } from '../../../src/shared/errors.js';
import type { KeyedFeature } from '../../../src/shared/esri.js';
import { toWireId } from '../../../src/shared/ids.js';
import { workerUrl } from '../../../src/store/worker/start-worker.js';
import type { BodyRest, DownloadCommit, DownloadSummary } from '../../../src/sync/ports.js';
import { changes, Device, id, notes, NOTES, POINTS, points, record, row, take } from '../fixture.js';
import { countKeys, getAllRaw } from '../raw.js';
import { rejects } from '../rejects.js';

const wire = ({ attributes, geometry }: KeyedFeature): string => JSON.stringify({ attributes, geometry });
const many = (count: number, name: string): string[] =>
  Array.from({ length: count }, (_, n) => wire(row(n + 1, { name, x: (n * 7919) % 2000, y: (n * 104_729) % 2000 })));
const snapshot = (rows: readonly string[], more = ''): string =>
  `{"replicaName":"r","layers":[{"id":${POINTS},"features":[${rows.join(',')}]},{"id":${NOTES},"features":[]}]${more}}`;

class Feeding {
  readonly device: Device;
  readonly download: number;

  constructor(device: Device, download: number) {
    this.device = device;
    this.download = download;
  }

  static async begin(device: Device): Promise<Feeding> {
    return new Feeding(
      device,
      await device.store.beginDownload(device.epoch, { layers: [points, notes], bodyBytes: null }),
    );
  }

  /** All of it in pieces of this size, a few at once, as a sync does. */
  async feed(body: string, size = 50_000): Promise<void> {
    const bytes = new TextEncoder().encode(body);
    const fed: Promise<void>[] = [];
    for (let start = 0; start < bytes.length; start += size) {
      fed.push(this.device.store.feed(this.device.epoch, this.download, bytes.slice(start, start + size).buffer));
    }
    await Promise.all(fed);
  }

  end(): Promise<BodyRest> {
    return this.device.store.endOfBody(this.device.epoch, this.download);
  }

  commit(replace: readonly number[], more: Partial<DownloadCommit> = {}): Promise<DownloadSummary> {
    return this.device.store.commitDownload(this.device.epoch, this.download, {
      ...(replace.length > 0 && { geodatabase: record }),
      generations: null,
      lastSyncAt: 5,
      settleAttempt: null,
      take: take(replace),
      ...more,
    });
  }

  async all(body: string, replace: readonly number[] = []): Promise<DownloadSummary> {
    await this.feed(body);
    await this.end();
    return this.commit(replace);
  }
}

const BOTH = [POINTS, NOTES];

/** The same code does it in both places. */
const WAYS = [
  ['on the page', null],
  ['to a worker', workerUrl()],
] as const;

for (const [way, worker] of WAYS)
  describe(`a body that is fed ${way}`, function () {
    this.timeout(105_000);
    let device: Device;
    let feeding: Feeding;
    beforeEach(async () => {
      device = await Device.start(worker);
      feeding = await Feeding.begin(device);
    });
    afterEach(() => device.stop());

    it('becomes visible with the commit, not before; what is no row is handed back', async () => {
      await feeding.feed(snapshot(many(3000, 'a'), ',"x":[1]'), 10_000);
      const { rest, rows } = await feeding.end();
      expect(JSON.parse(rest)).to.deep.equal({
        replicaName: 'r',
        layers: [
          { id: POINTS, features: [null] },
          { id: NOTES, features: [] },
        ],
        x: [1],
      });
      expect(rows).to.deep.equal([
        { layerId: POINTS, count: 3000 },
        { layerId: NOTES, count: 0 },
      ]);
      expect((await device.store.info()).geodatabase).to.equal(null);
      expect(await feeding.commit(BOTH)).to.deep.include({ features: 3000, deletes: 0 });
      await device.reload();
      expect(await device.store.queryCount(POINTS, {})).to.equal(3000);
      expect(await device.nameOf(1234)).to.equal('a');
      const { features } = await device.store.queryFeatures(POINTS, { objectIds: [7, 2999] });
      expect(features.map((feature) => feature.globalId)).to.deep.equal([id(7), id(2999)]);
    });

    it('keeps all digits of a BigInteger, which no JavaScript number holds', async () => {
      const serial = {
        name: 'SERIAL',
        type: 'esriFieldTypeBigInteger',
        alias: 'Serial',
        nullable: true,
        editable: true,
      };
      const layer = { ...points, fields: [...points.fields, serial] };
      const download = await device.store.beginDownload(device.epoch, { layers: [layer, notes], bodyBytes: null });
      const big = new Feeding(device, download);
      const own = ['9007199254740993', '-9223372036854775808', '7'].map(
        (value, n) => `{"attributes":{"OBJECTID":${n + 1},"GlobalID":"${id(n + 1)}","NAME":"a","SERIAL":${value}}}`,
      );
      await big.feed(snapshot(own));
      await big.end();
      await big.commit(BOTH, { geodatabase: { ...record, layers: [layer, notes] } });
      const { features } = await device.store.queryFeatures(POINTS, { orderByFields: ['OBJECTID'] });
      expect(features.map(({ attributes }) => attributes['SERIAL'])).to.deep.equal([
        '9007199254740993',
        '-9223372036854775808',
        7,
      ]);
    });

    it('is kept as the service wrote it, byte for byte', async () => {
      const text = `{ "attributes" : {"OBJECTID":1, "GlobalID":"${id(1)}","NAME":"\\u00e9","AREA":1.50,"COUNT_":12345678901234567890} ,"geometry":{"x":1e0,"y":2.0}, "centroid":{}}`;
      await feeding.all(snapshot([text]), BOTH);
      const [chunk] = (await getAllRaw(device.entry.name, 'chunk')) as { readonly bytes: Uint8Array }[];
      expect(new TextDecoder().decode(chunk!.bytes)).to.equal(text);
      expect(await device.find(1)).to.deep.include({ objectId: 1, geometry: { x: 1, y: 2 } });
      expect(await device.nameOf(1)).to.equal('é');
      expect(await device.find(1)).not.to.have.property('centroid');
    });

    it('finds rows that spell their fields in another way, or their geometry', async () => {
      const text = `{"Geometry":{"x":3,"y":4},"ATTRIBUTES":{"objectid":9,"globalid":"${toWireId(id(9))}","name":"nine"}}`;
      await feeding.all(snapshot([text, wire(row(1))]), BOTH);
      expect(await device.find(9)).to.deep.include({ objectId: 9, geometry: { x: 3, y: 4 } });
      expect(await device.nameOf(9)).to.equal('nine');
    });

    it('takes rows whose layer is named after them, and passes over layers that nobody asked for', async () => {
      await feeding.feed(
        `{"layers":[{"features":[${wire(row(1))}],"id":${POINTS}},{"id":77,"features":[{"nonsense":1}]},{"features":[],"layerId":"${NOTES}"}]}`,
      );
      await feeding.end();
      await feeding.commit(BOTH);
      expect(await device.names()).to.deep.equal(['row 1']);
    });

    it('of the same GlobalID twice, the later row counts', async () => {
      const rows = [...many(51_000, 'first'), wire(row(5, { name: 'second' })), wire(row(50_999, { name: 'second' }))];
      await feeding.all(snapshot(rows), BOTH);
      expect(await device.store.queryCount(POINTS, {})).to.equal(51_000);
      expect([await device.nameOf(5), await device.nameOf(50_999)]).to.deep.equal(['second', 'second']);
      const { features } = await device.store.queryFeatures(POINTS, {});
      expect(features.filter((feature) => feature.globalId === id(5))).to.have.length(1);
    });

    it('is not shown before its end', async () => {
      await feeding.feed(snapshot([wire(row(1))]));
      await rejects(feeding.commit(BOTH), 'internal');
    });

    it('shows only the layers that the commit takes', async () => {
      await feeding.feed(snapshot(many(600, 'a')));
      await feeding.end();
      await feeding.commit([NOTES], { geodatabase: record, take: [{ layerId: NOTES, mode: 'replace' }] });
      expect(await device.store.queryCount(POINTS, {})).to.equal(0);
    });

    it('is a delta that leaves pending edits mine, small or large', async () => {
      await feeding.all(snapshot(many(1000, 'old')), BOTH);
      await device.update(3, { NAME: 'mine' });
      for (const [count, name] of [
        [10, 'small'],
        [900, 'large'],
      ] as const) {
        const next = await Feeding.begin(device);
        await next.feed(`{"edits":[{"id":0,"features":{"adds":[],"updates":[${many(count, name).join(',')}]}}]}`);
        await next.end();
        await device.store.stage(device.epoch, next.download, [changes(POINTS, { deleteIds: [id(1)] })]);
        const { conflicts, features, deletes } = await next.commit([]);
        expect({ features, deletes }).to.deep.equal({ features: count, deletes: 1 });
        expect(conflicts).to.deep.equal([{ layerId: POINTS, globalId: id(3) }]);
        expect([await device.nameOf(1), await device.nameOf(2), await device.nameOf(3)]).to.deep.equal([
          undefined,
          name,
          'mine',
        ]);
        expect(await device.store.queryCount(POINTS, {})).to.equal(999);
      }
    });

    describe('and is bad', () => {
      const good = snapshot(many(30_000, 'new'));
      const broken: readonly (readonly [name: string, body: string, code: GdbErrorCode])[] = [
        ['cut', good.slice(0, -20_000), 'network'],
        ['garbled in a row', good.replace('"NAME":"new","COUNT_":29000', '"NAME":new,"COUNT_":29000'), 'network'],
        [
          'without a GlobalID in a row',
          good.replace('"GlobalID":"{00000000-0000-4000-8000-000000007148}",', ''),
          'bad-reply',
        ],
      ];
      for (const [name, body, code] of broken) {
        it(`${name}: nothing changes, and the byte is named`, async () => {
          await device.load([row(1)]);
          const next = await Feeding.begin(device);
          const failed = next.feed(body).then(() => next.end());
          const error = await rejects(failed, code);
          expect(error.details.byteOffset).to.be.greaterThan(1_000_000);
          expect(error.message).to.contain(`byte ${error.details.byteOffset}`);
          await rejects(device.store.feed(device.epoch, next.download, new ArrayBuffer(1)), code);
          await rejects(next.commit(BOTH), code);
          await device.store.dropDownload(device.epoch, next.download);
          expect(await device.names()).to.deep.equal(['row 1']);
          expect(await countKeys(device.entry.name, 'chunk')).to.equal(1);
        });
      }
    });

    it('broken off by the end of the page, leaves the old rows whole; the next holder sweeps', async () => {
      await device.load([row(1)]);
      const next = await Feeding.begin(device);
      await next.feed(snapshot(many(105_000, 'new')).slice(0, -10));
      expect(await countKeys(device.entry.name, 'chunk')).to.be.greaterThan(20);
      await device.reload();
      expect(await device.names()).to.deep.equal(['row 1']);
      expect(await countKeys(device.entry.name, 'chunk')).to.be.greaterThan(20);
      await device.store.takeHold(2000);
      expect(await countKeys(device.entry.name, 'chunk')).to.equal(1);
    });

    it('of a holder that was overtaken, is not written', async () => {
      const other = await device.tab();
      await other.takeHold(5000);
      const failed = feeding
        .feed(snapshot(many(55_000, 'x')))
        .then(() => feeding.end().then(() => feeding.commit(BOTH)));
      await rejects(failed, 'stale-holder');
      expect(await countKeys(device.entry.name, 'chunk')).to.equal(0);
    });

    it('keeps the same as the reply that was read at once, whatever the rows', async () => {
      const value = fc.oneof(
        fc.string(),
        fc.integer(),
        fc.double({ noDefaultInfinity: true, noNaN: true }),
        fc.constant(null),
      );
      const anyRow = fc.record({
        n: fc.integer({ min: 1, max: 12 }),
        attributes: fc.dictionary(fc.constantFrom('NAME', 'COUNT_', 'other', 'AREA'), value),
        geometry: fc.option(fc.record({ x: fc.double({ noNaN: true }), y: fc.integer() }), { nil: undefined }),
      });
      const spelled = fc.constantFrom(
        (name: string) => name,
        (name: string) => name.toLowerCase(),
      );
      await fc.assert(
        fc.asyncProperty(fc.array(anyRow, { maxLength: 15 }), spelled, fc.boolean(), async (rows, spell, replaces) => {
          const [fed, read] = [await Device.start(worker), await Device.start()];
          const features = rows.map(({ n, attributes, geometry }) => ({
            attributes: { OBJECTID: n, GlobalID: toWireId(id(n)), ...attributes },
            ...(geometry && { geometry }),
          }));
          const texts = features.map(({ attributes, ...rest }) =>
            JSON.stringify({
              attributes: Object.fromEntries(Object.entries(attributes).map(([name, given]) => [spell(name), given])),
              ...rest,
            }),
          );
          const keyed = features.map((feature, i) => ({
            ...(JSON.parse(JSON.stringify(feature)) as KeyedFeature),
            globalId: id(rows[i]!.n),
          }));
          try {
            for (const one of [fed, read]) await one.load([row(2), row(50)]);
            const next = await Feeding.begin(fed);
            await next.all(`{"edits":[{"id":0,"features":{"updates":[${texts.join(',')}]}}]}`, replaces ? BOTH : []);
            await read.receive(changes(POINTS, { rows: keyed }), { replace: replaces ? BOTH : [] });
            const shown = async (one: Device): Promise<unknown> =>
              (await one.store.queryFeatures(POINTS, { orderByFields: ['OBJECTID'] })).features;
            expect(await shown(fed)).to.deep.equal(await shown(read));
          } finally {
            await fed.stop();
            await read.stop();
          }
        }),
        { numRuns: 25 },
      );
    });
  });
