import { expect } from '@open-wc/testing';
import { call, failure, json, NOTES, OAK, rejection, serve, SERVICE, TREES, wire } from './play-server.js';

const AREA = { xmin: 1, ymin: 2, xmax: 3, ymax: 4, spatialReference: { wkid: 4326 } };
const wish = { ...call, where: undefined, geometry: AREA, withAttachments: false };
const row = { attributes: { OBJECTID: 1, GlobalID: wire(OAK) }, geometry: { x: 1, y: 2 } };

describe('measuring a layer before it is taken', () => {
  it('counts in the area, then looks at a few rows', async () => {
    const { service, seen } = serve(({ fields }) =>
      json(fields['returnCountOnly'] === 'true' ? { count: 400 } : { features: [row, row] }),
    );
    const { features, bytes, attachmentBytes } = await service.measureLayer(TREES, wish);
    const place = {
      f: 'json',
      where: '1=1',
      geometry: JSON.stringify(AREA),
      geometryType: 'esriGeometryEnvelope',
      spatialRel: 'esriSpatialRelIntersects',
      inSR: '{"wkid":4326}',
    };
    expect(seen.map(({ method, url }) => `${method} ${url.href}`)).to.deep.equal(
      Array(2).fill(`POST ${SERVICE}/0/query`),
    );
    expect(seen[0]?.fields).to.deep.equal({ ...place, returnCountOnly: 'true' });
    expect(seen[1]?.fields).to.deep.equal({
      ...place,
      outFields: '*',
      returnGeometry: 'true',
      resultRecordCount: '25',
    });
    expect([features, attachmentBytes]).to.deep.equal([400, 0]);
    expect(bytes).to.be.within(
      200 * JSON.stringify([row, row]).length - 1,
      200 * JSON.stringify([row, row]).length + 1,
    );
  });

  it('asks for no rows where there are none, and for no place in a table', async () => {
    const { service, seen } = serve(() => json({ count: 0 }));
    expect(await service.measureLayer({ ...NOTES, layerId: 5 }, { ...wish, where: "a = 'b'" })).to.deep.equal({
      layerId: 5,
      features: 0,
      bytes: 0,
      attachmentBytes: 0,
    });
    expect(seen).to.have.length(1);
    expect(seen[0]?.fields).to.deep.equal({ f: 'json', where: "a = 'b'", returnCountOnly: 'true' });
  });

  it('takes the attachments of the sample for those of all', async () => {
    const group = {
      parentGlobalId: wire(OAK),
      parentObjectId: 1,
      attachmentInfos: [{ id: 1, globalId: wire(OAK), name: 'a.jpg', size: 3000 }],
    };
    const { service } = serve(({ url, fields }) => {
      if (url.pathname.endsWith('/queryAttachments')) return json({ attachmentGroups: [group] });
      return json(fields['returnCountOnly'] === 'true' ? { count: 10 } : { features: [row] });
    });
    const layer = { ...TREES, hasAttachments: true };
    const measured = await service.measureLayer(layer, { ...wish, withAttachments: true });
    expect(measured.attachmentBytes).to.equal(30_000);
  });

  it('says so where the service does not tell the size of attachments', async () => {
    const { service } = serve(({ url, fields }) => {
      if (!url.pathname.endsWith('/query')) return failure(500, 'Not today');
      return json(fields['returnCountOnly'] === 'true' ? { count: 10 } : { features: [row] });
    });
    const layer = { ...TREES, hasAttachments: true };
    const measured = await service.measureLayer(layer, { ...wish, withAttachments: true });
    expect(measured.attachmentBytes).to.equal(null);
  });

  it('takes an answer without a count for a bad reply, not for an empty area', async () => {
    for (const body of [{}, { count: 'many' }, { count: -1 }])
      expect((await rejection(serve(() => json(body)).service.measureLayer(TREES, wish))).code).to.equal('bad-reply');
  });
});
