/** The feature service on this device beside the one it was taken from: the same questions, the same answers; then edits that only it has. */
import { expect } from '@open-wc/testing';
import { LocalFeatureService } from '../../src/arcgis/local-feature-service/local-feature-service.js';
import type { LocalReply } from '../../src/arcgis/local-feature-service/request.js';
import type { SyncController } from '../../src/controller/types.js';
import { decodePbf } from '../support/decode-pbf.js';
import { photoBytes, sha256, TestService } from '../support/service.js';

type Json = Record<string, unknown>;
interface Row {
  readonly attributes: Json;
  readonly geometry?: Json;
}
interface EditResult {
  readonly objectId: number;
  readonly globalId: string;
  readonly success: boolean;
  readonly error?: { readonly code: number; readonly description: string };
}

const WORLD = JSON.stringify({ xmin: -180, ymin: -90, xmax: 180, ymax: 90 });
const POINTS = '0';

describe('the feature service on this device', function () {
  this.timeout(30_000);
  let service: TestService;
  let sync: SyncController;
  let local: LocalFeatureService;

  before(async () => {
    service = await TestService.create({}, 60);
    sync = service.controller({ geodatabase: 'arcgis' });
    await sync.ready;
    await sync.generateGeodatabase(await sync.createDefaultGenerateGeodatabaseParameters());
    local = new LocalFeatureService(sync);
  });

  after(() => {
    sync.close();
  });

  const reply = (path: string, params: Record<string, string> = {}, file?: Blob): Promise<LocalReply> =>
    local.handle({ path, params: { f: 'json', ...params }, ...(file === undefined ? {} : { file }) });

  async function here(path: string, params: Record<string, string> = {}, file?: Blob): Promise<Json> {
    const answer = await reply(path, params, file);
    if (answer.kind !== 'json') throw new Error(JSON.stringify(answer));
    // As it travels: what JSON does not carry is not there.
    return JSON.parse(JSON.stringify(answer.body)) as Json;
  }

  async function error(path: string, params: Record<string, string> = {}): Promise<string> {
    const answer = await reply(path, params);
    if (answer.kind !== 'error') throw new Error(`${path} was answered: ${JSON.stringify(answer).slice(0, 200)}`);
    return answer.message;
  }

  const rows = (body: Json): readonly Row[] => body['features'] as Row[];

  describe('describes itself', () => {
    it('as a service with the layers and tables that were taken, which nobody syncs', async () => {
      const body = await here('');
      const theirs = (await (await fetch(`${service.url}?f=json`)).json()) as Json;
      const names = (list: unknown): unknown => (list as Json[]).map(({ id, name }) => ({ id, name }));
      expect(names(body['layers'])).to.deep.equal(names(theirs['layers']));
      expect(names(body['tables'])).to.deep.equal(names(theirs['tables']));
      expect(body['syncEnabled']).to.equal(false);
    });

    it('as layers that can be drawn, queried in JSON and PBF, and edited', async () => {
      const [body, theirs] = [await here(POINTS), await service.post(POINTS, {})];
      for (const key of ['id', 'name', 'type', 'geometryType', 'objectIdField', 'globalIdField', 'hasAttachments']) {
        expect(body[key], key).to.deep.equal(theirs[key]);
      }
      const shapes = (fields: unknown): unknown => (fields as Json[]).map(({ name, type }) => ({ name, type }));
      expect(shapes(body['fields'])).to.deep.equal(shapes(theirs['fields']));
      expect(body['supportedQueryFormats']).to.equal('JSON, PBF');
      expect(body['capabilities']).to.equal('Query,Create,Delete,Update,Editing');
      expect(body['drawingInfo']).to.be.an('object');
    });

    it('with the drawing, templates and types that the service had', async () => {
      const [body, theirs] = [await here(POINTS), await service.post(POINTS, {})];
      for (const key of ['drawingInfo', 'templates', 'typeIdField', 'types']) {
        expect(body[key], key).to.deep.equal(theirs[key]);
      }
      expect(theirs['drawingInfo']).to.be.an('object');
    });

    it('by what the page knows of the service, with what is different here laid over it', async () => {
      const kept = new LocalFeatureService(sync, {
        describe: (layerId) =>
          Promise.resolve(
            layerId === 0 ? { drawingInfo: { renderer: 'kept' }, supportsCoordinatesQuantization: false } : null,
          ),
      });
      const answer = await kept.handle({ path: '0', params: { f: 'json' } });
      expect(answer).to.have.nested.property('body.drawingInfo.renderer', 'kept');
      expect(answer).to.have.nested.property('body.supportsCoordinatesQuantization', true);
    });

    it('refuses what is not here, by its name', async () => {
      expect(await error('9/query')).to.contain('"9/query" is not on this device');
      expect(await error('0/queryBins')).to.contain('0/queryBins');
      expect(await error('0/query', { having: 'COUNT(*) > 1' })).to.contain('having');
      expect(await error('0/query', { geometry: 'here' })).to.contain('it is no geometry');
      expect(await error('0/query', { outSR: '2056' })).to.contain('2056');
    });
  });

  describe('answers a query as the service does', () => {
    const zurich = JSON.stringify({ xmin: 0, ymin: 40, xmax: 20, ymax: 60 });
    for (const [name, params] of Object.entries<Record<string, string>>({
      'all rows': { where: '1=1', outFields: '*', orderByFields: 'OBJECTID' },
      'some fields of some rows': { where: 'OBJECTID < 20', outFields: 'OBJECTID,name', orderByFields: 'name DESC' },
      'rows in an envelope without a spatial reference': {
        geometry: zurich,
        inSR: '4326',
        geometryType: 'esriGeometryEnvelope',
        orderByFields: 'OBJECTID',
        outFields: 'OBJECTID',
      },
      'rows by ObjectID': { objectIds: '3,5,8', outFields: 'OBJECTID', orderByFields: 'OBJECTID' },
      'a page of rows': {
        where: '1=1',
        orderByFields: 'OBJECTID',
        resultOffset: '5',
        resultRecordCount: '7',
        outFields: 'OBJECTID',
      },
      'rows without geometry': {
        where: '1=1',
        returnGeometry: 'false',
        outFields: 'OBJECTID',
        orderByFields: 'OBJECTID',
      },
    })) {
      it(name, async () => {
        const [mine, theirs] = [await here('0/query', params), await service.post('0/query', params)];
        const wire = (body: Json): unknown =>
          rows(body).map(({ attributes, geometry }) => ({
            id: attributes['OBJECTID'],
            name: attributes['name'],
            geometry: geometry && [geometry['x'], geometry['y']],
          }));
        expect(rows(theirs).length).to.be.greaterThan(0);
        expect(wire(mine)).to.deep.equal(wire(theirs));
      });
    }

    it('counts, ids and extents', async () => {
      for (const layer of ['0', '1', '2']) {
        const count = await here(`${layer}/query`, { where: '1=1', returnCountOnly: 'true' });
        expect(count).to.deep.equal(await service.post(`${layer}/query`, { where: '1=1', returnCountOnly: 'true' }));
        const ids = { where: '1=1', returnIdsOnly: 'true', orderByFields: 'OBJECTID' };
        expect((await here(`${layer}/query`, ids))['objectIds']).to.deep.equal(
          (await service.post(`${layer}/query`, ids))['objectIds'],
        );
        if (layer === '2') continue; // a table
        const extent = { where: '1=1', returnExtentOnly: 'true', returnCountOnly: 'true' };
        const [mine, theirs] = [await here(`${layer}/query`, extent), await service.post(`${layer}/query`, extent)];
        for (const side of ['xmin', 'ymin', 'xmax', 'ymax']) {
          expect((mine['extent'] as Json)[side], side).to.be.closeTo(Number((theirs['extent'] as Json)[side]), 1e-9);
        }
      }
    });

    it('in Web Mercator, and with an envelope in it', async () => {
      const params = { where: 'OBJECTID < 10', outSR: '102100', outFields: 'OBJECTID', orderByFields: 'OBJECTID' };
      const [mine, theirs] = [await here('0/query', params), await service.post('0/query', params)];
      expect(mine['spatialReference']).to.deep.include({ wkid: 102_100 });
      rows(theirs).forEach(({ geometry }, i) => {
        expect(rows(mine)[i]?.geometry?.['x']).to.be.closeTo(Number(geometry?.['x']), 1e-3);
        expect(rows(mine)[i]?.geometry?.['y']).to.be.closeTo(Number(geometry?.['y']), 1e-3);
      });
      const all = { xmin: -20_037_508, ymin: -20_037_508, xmax: 20_037_508, ymax: 20_037_508 };
      const within = { geometry: JSON.stringify(all), inSR: '102100', returnCountOnly: 'true' };
      expect(await here('0/query', within)).to.deep.equal(await here('0/query', { returnCountOnly: 'true' }));
    });

    it('statistics and distinct values', async () => {
      const outStatistics = JSON.stringify([
        { statisticType: 'count', onStatisticField: 'OBJECTID', outStatisticFieldName: 'n' },
        { statisticType: 'max', onStatisticField: 'OBJECTID', outStatisticFieldName: 'last' },
      ]);
      const statistics = { where: '1=1', outStatistics };
      const [mine, theirs] = [await here('0/query', statistics), await service.post('0/query', statistics)];
      expect(rows(mine)[0]?.attributes).to.deep.equal(rows(theirs)[0]?.attributes);
      const distinct = {
        where: '1=1',
        returnDistinctValues: 'true',
        returnGeometry: 'false',
        outFields: 'name',
        orderByFields: 'name',
      };
      const names = (body: Json): unknown => rows(body).map(({ attributes }) => attributes['name']);
      expect(names(await here('0/query', distinct))).to.deep.equal(names(await service.post('0/query', distinct)));
    });

    it('related records, both ways', async () => {
      const layers = sync.state.geodatabase?.layers ?? [];
      const parent = layers.find(({ relationships }) => relationships.length > 0);
      if (parent === undefined) throw new Error('The seed has no relationship.');
      const [relationship] = parent.relationships;
      const objectIds = (await sync.queryObjectIds(parent.layerId)).join(',');
      const params = { objectIds, relationshipId: String(relationship?.id), outFields: '*' };
      const path = `${String(parent.layerId)}/queryRelatedRecords`;
      const groups = (body: Json): unknown =>
        (body['relatedRecordGroups'] as { objectId: number; relatedRecords: Row[] }[])
          .map(({ objectId, relatedRecords }) => ({
            objectId,
            related: relatedRecords.map(({ attributes }) => attributes['OBJECTID']).sort(),
          }))
          .sort((a, b) => a.objectId - b.objectId);
      const theirs = groups(await service.post(path, params));
      expect(theirs).to.be.an('array').that.is.not.empty;
      expect(groups(await here(path, params))).to.deep.equal(theirs);
    });
  });

  describe('answers the tiles of a map', () => {
    const tolerance = 0.01;
    const tile = {
      where: '1=1',
      outFields: 'OBJECTID,name',
      orderByFields: 'OBJECTID',
      geometry: WORLD,
      inSR: '4326',
      resultType: 'tile',
      returnExceededLimitFeatures: 'false',
      quantizationParameters: JSON.stringify({
        mode: 'view',
        originPosition: 'upperLeft',
        tolerance,
        extent: { xmin: -180, ymin: -90, xmax: 180, ymax: 90 },
      }),
    };

    it('on the grid that is asked for, to half a cell', async () => {
      const [plain, onGrid] = [
        await here('0/query', { where: '1=1', orderByFields: 'OBJECTID' }),
        await here('0/query', tile),
      ];
      const { scale, translate } = onGrid['transform'] as { scale: number[]; translate: number[] };
      rows(onGrid).forEach(({ geometry }, i) => {
        const x = (translate[0] ?? NaN) + Number(geometry?.['x']) * (scale[0] ?? NaN);
        const y = (translate[1] ?? NaN) - Number(geometry?.['y']) * (scale[1] ?? NaN);
        expect(x).to.be.closeTo(Number(rows(plain)[i]?.geometry?.['x']), tolerance / 2 + 1e-9);
        expect(y).to.be.closeTo(Number(rows(plain)[i]?.geometry?.['y']), tolerance / 2 + 1e-9);
      });
      expect(rows(onGrid)).to.have.length(rows(plain).length);
    });

    for (const layer of ['0', '1', '2']) {
      for (const [name, params] of Object.entries<Record<string, string>>({
        quantized: tile,
        'as it is': { where: '1=1', outFields: '*', orderByFields: 'OBJECTID' },
      })) {
        if (layer === '2' && params === tile) continue; // a table has no tiles
        it(`in PBF, ${name}, as in JSON: layer ${layer}`, async () => {
          const options = { ...params, ...(layer === '0' ? {} : { outFields: '*' }) };
          const answer = await reply(`${layer}/query`, { ...options, f: 'pbf' });
          if (answer.kind !== 'pbf') throw new Error(JSON.stringify(answer));
          const decoded = decodePbf(answer.bytes).featureCollection;
          const plain = rows(await here(`${layer}/query`, { where: '1=1', outFields: '*', orderByFields: 'OBJECTID' }));
          expect(decoded.features.map(({ properties }) => properties['OBJECTID'])).to.deep.equal(
            plain.map(({ attributes }) => attributes['OBJECTID']),
          );
          const wanted = name === 'quantized' ? tolerance : 1e-8;
          decoded.features.forEach(({ properties, geometry }, i) => {
            if (name !== 'quantized') expect(properties).to.deep.equal(plain[i]?.attributes);
            const theirs = boxOf(Object.values(plain[i]?.geometry ?? {}));
            if (geometry === null || theirs === null) return;
            const mine = boxOf(geometry.coordinates);
            theirs.forEach((side, at) => {
              expect(mine?.[at]).to.be.closeTo(side, wanted);
            });
          });
        });
      }
    }
  });

  describe('takes edits', () => {
    const point = (x: number, y: number, attributes: Json): Json => ({
      geometry: { x, y, spatialReference: { wkid: 4326 } },
      attributes,
    });

    it('of a layer, by ObjectID, with temporary ids until the sync brings the real ones', async () => {
      const adds = JSON.stringify([point(8, 47, { name: 'by the SDK', OBJECTID: 999 })]);
      const added = (await here('0/applyEdits', { adds }))['addResults'] as EditResult[];
      const objectId = added[0]?.objectId ?? 0;
      expect(added[0]?.success).to.equal(true);
      expect(objectId).to.be.lessThan(0);
      const updates = JSON.stringify([{ attributes: { OBJECTID: objectId, notes: 'changed' } }]);
      expect((await here('0/applyEdits', { updates }))['updateResults']).to.have.nested.property('[0].success', true);
      const found = await here('0/query', { objectIds: String(objectId), outFields: '*' });
      expect(rows(found)[0]?.attributes).to.include({ OBJECTID: objectId, name: 'by the SDK', notes: 'changed' });
      const deletes = String(objectId);
      expect((await here('0/applyEdits', { deletes }))['deleteResults']).to.have.nested.property('[0].success', true);
      expect(await here('0/query', { objectIds: deletes, returnCountOnly: 'true' })).to.deep.equal({ count: 0 });
    });

    it('of the Editor, with a photo in the same request and the features to draw in the answer', async () => {
      const [globalId, photoId] = [`{${crypto.randomUUID().toUpperCase()}}`, crypto.randomUUID()];
      const bytes = photoBytes(40_000, 5);
      const data = btoa(String.fromCharCode(...new Uint8Array(bytes).subarray(0, 40_000)));
      const edits = JSON.stringify([
        {
          id: 0,
          adds: [point(9, 46, { name: 'by the Editor', GlobalID: globalId })],
          attachments: {
            adds: [{ globalId: photoId, parentGlobalId: globalId, contentType: 'image/jpeg', name: 'a.jpg', data }],
          },
        },
      ]);
      const answer = await reply('applyEdits', {
        edits,
        useGlobalIds: 'true',
        rollbackOnFailure: 'true',
        returnServiceEditsOption: 'originalAndCurrentFeatures',
      });
      const [result] = answer.kind === 'json' ? (answer.body as Json[]) : [];
      expect(result).to.have.nested.property('addResults[0].globalId', globalId);
      expect(result).to.have.nested.property('attachments.addResults[0].globalId', `{${photoId.toUpperCase()}}`);
      expect(result).to.have.nested.property('editedFeatures.adds[0].attributes.name', 'by the Editor');
      const objectId = (result?.['addResults'] as EditResult[])[0]?.objectId ?? 0;

      const groups = (await here('0/queryAttachments', { objectIds: String(objectId) }))['attachmentGroups'];
      const [info] = (groups as { attachmentInfos: { id: number; size: number }[] }[])[0]?.attachmentInfos ?? [];
      expect(info?.size).to.equal(40_000);
      const content = await reply(`0/${String(objectId)}/attachments/${String(info?.id)}`);
      if (content.kind !== 'content') throw new Error(JSON.stringify(content));
      expect(await sha256(await content.content.arrayBuffer())).to.equal(await sha256(bytes));
    });

    it('all or nothing where that is asked for', async () => {
      const before = await here('0/query', { returnCountOnly: 'true' });
      const adds = JSON.stringify([point(8, 47, { name: 'taken back' })]);
      const updates = JSON.stringify([{ attributes: { OBJECTID: 123_456, name: 'nobody' } }]);
      const body = await here('0/applyEdits', { adds, updates, rollbackOnFailure: 'true' });
      expect(body['addResults']).to.have.nested.property('[0].error.code', 1003);
      expect(body['updateResults']).to.have.nested.property('[0].success', false);
      expect(await here('0/query', { returnCountOnly: 'true' })).to.deep.equal(before);
    });

    it('all or nothing, but an earlier edit that was not part of it stays', async () => {
      await here('0/applyEdits', { updates: JSON.stringify([{ attributes: { OBJECTID: 8, notes: 'earlier' } }]) });
      const updates = JSON.stringify([
        { attributes: { OBJECTID: 8, notes: 'earlier' } },
        { attributes: { OBJECTID: 123_456, name: 'nobody' } },
      ]);
      await here('0/applyEdits', { updates, rollbackOnFailure: 'true' });
      const found = await here('0/query', { objectIds: '8', outFields: '*' });
      expect(rows(found)[0]?.attributes['notes']).to.equal('earlier');
    });

    it('all or nothing, also for the delete of what was never sent: feature and photo are still there', async () => {
      const [added] = (await here('0/applyEdits', { adds: JSON.stringify([point(9, 48, { name: 'never sent' })]) }))[
        'addResults'
      ] as EditResult[];
      const id = String(added?.objectId);
      await here(`0/${id}/addAttachment`, {}, new File([photoBytes(3_000)], 'c.jpg', { type: 'image/jpeg' }));
      const deletes = `${id},123456`;
      const refused = await here('0/applyEdits', { deletes, rollbackOnFailure: 'true' });
      expect(refused['deleteResults']).to.have.nested.property('[0].error.code', 1003);
      expect(refused['deleteResults']).to.have.nested.property('[1].success', false);
      expect((await here(`0/${id}/attachments`))['attachmentInfos']).to.have.length(1);

      const done = await here('0/applyEdits', { deletes: `5,${id}`, rollbackOnFailure: 'true' });
      const objectIds = (done['deleteResults'] as EditResult[]).map(({ objectId, success }) => [objectId, success]);
      expect(objectIds).to.deep.equal([
        [5, true],
        [Number(id), true],
      ]);
      expect(await here('0/query', { objectIds: id, returnCountOnly: 'true' })).to.deep.equal({ count: 0 });
    });

    it('and does not take for a change what only went through another spatial reference', async () => {
      const [row] = rows(await here('0/query', { where: 'OBJECTID = 4', outFields: '*', outSR: '102100' }));
      const unsent = sync.state.pending.features;
      const geometry = { ...row?.geometry, spatialReference: { wkid: 102_100 } };
      await here('0/applyEdits', { updates: JSON.stringify([{ attributes: row?.attributes, geometry }]) });
      expect(sync.state.pending.features).to.equal(unsent);
    });

    it('of attachments, by multipart form; what is not sent yet has a negative id', async () => {
      const file = new File([photoBytes(5_000)], 'b.jpg', { type: 'image/jpeg' });
      const added = await here('0/6/addAttachment', {}, file);
      const id = (added['addAttachmentResult'] as EditResult).objectId;
      expect(id).to.be.lessThan(0);
      const larger = new File([photoBytes(6_000)], 'b.jpg', { type: 'image/jpeg' });
      expect(await here('0/6/updateAttachment', { attachmentId: String(id) }, larger)).to.have.nested.property(
        'updateAttachmentResult.success',
        true,
      );
      const infos = (await here('0/6/attachments'))['attachmentInfos'] as { id: number; size: number }[];
      expect(infos.find((info) => info.id === id)?.size).to.equal(6_000);
      const deleted = await here('0/6/deleteAttachments', { attachmentIds: `${String(id)},77` });
      expect(deleted).to.have.nested.property('deleteAttachmentResults[0].success', true);
      expect(deleted).to.have.nested.property('deleteAttachmentResults[1].success', false);
    });

    it('and the sync sends them: the service then has each once, under its real ObjectID', async () => {
      await sync.syncGeodatabase();
      const found = await service.features(0, "name = 'by the Editor'");
      expect(found).to.have.length(1);
      const objectId = Number(found[0]?.attributes['OBJECTID']);
      expect(rows(await here('0/query', { where: "name = 'by the Editor'" }))[0]?.attributes['OBJECTID']).to.equal(
        objectId,
      );
      expect(await service.attachmentInfos(0, objectId)).to.have.length(1);
    });
  });
});

/** The numbers of a geometry, however deep: smallest and largest x and y. */
function boxOf(value: unknown): readonly number[] | null {
  const pairs: number[][] = [];
  const walk = (part: unknown): void => {
    if (!Array.isArray(part)) return;
    if (typeof part[0] === 'number') pairs.push(part as number[]);
    else for (const inner of part) walk(inner);
  };
  walk(Array.isArray(value) && typeof value[0] === 'number' ? [value] : value);
  if (pairs.length === 0) return null;
  const side = (at: 0 | 1, pickOne: (...values: number[]) => number): number =>
    pickOne(...pairs.map((pair) => pair[at] ?? NaN));
  return [side(0, Math.min), side(1, Math.min), side(0, Math.max), side(1, Math.max)];
}
