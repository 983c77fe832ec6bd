/** Keys of the service root and of layers (protocol 1) that the client reads one by one. */
import { expect } from '@open-wc/testing';
import { call, json, serve } from './play-server.js';

const square = { xmin: 0, ymin: 0, xmax: 1, ymax: 1 };
const root = {
  currentVersion: 11.1,
  capabilities: 'Query,Sync',
  layers: [{ id: 0 }],
  tables: [],
  initialExtent: { ...square, spatialReference: { wkid: 4326 } },
};
const layer = {
  id: 0,
  name: 'Trees',
  type: 'Feature Layer',
  geometryType: 'esriGeometryPolyline',
  hasZ: true,
  hasM: true,
  // Named so that no guess by type finds it.
  objectIdField: 'FID',
  globalIdField: 'GlobalID',
  fields: [
    { name: 'OLD_ID', type: 'esriFieldTypeOID' },
    { name: 'FID', type: 'esriFieldTypeOID', editable: false, nullable: false },
    { name: 'GlobalID', type: 'esriFieldTypeGlobalID' },
  ],
  relationships: [
    {
      id: 3,
      name: 'visits',
      relatedTableId: 1,
      keyField: 'GlobalID',
      role: 'esriRelRoleOrigin',
      cardinality: 'esriRelCardinalityOneToMany',
      composite: true,
    },
  ],
};

const described = async () =>
  serve(({ url }) => json(url.pathname.endsWith('/0') ? layer : root)).service.describe(null, call);

describe('a service as it is described', () => {
  it('has the extent that it opens with', async () => {
    expect((await described()).initialExtent).to.deep.equal(root.initialExtent);
  });
});

describe('a layer as it is described', () => {
  it('has its ObjectID in the field that it names', async () => {
    expect((await described()).layers[0]?.objectIdField).to.equal('FID');
  });

  it('has a geometry type, and Z and M', async () => {
    const { layers } = await described();
    expect(layers[0]).to.include({ geometryType: 'esriGeometryPolyline', hasZ: true, hasM: true });
  });

  it('has fields that may be edited and left empty, or not', async () => {
    const fields = (await described()).layers[0]?.fields;
    expect(fields?.map(({ editable, nullable }) => [editable, nullable])).to.deep.equal([
      [true, true],
      [false, false],
      [true, true],
    ]);
  });

  it('has its relationships', async () => {
    expect((await described()).layers[0]?.relationships).to.deep.equal(layer.relationships);
  });
});
