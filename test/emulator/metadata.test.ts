import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { useEmulator } from './support/emulator.js';

const { fresh, main } = useEmulator();

interface Root {
  capabilities: string;
  syncEnabled: boolean;
  syncCapabilities?: Record<string, unknown>;
  layers: { id: number; name: string; geometryType: string }[];
  tables: { id: number }[];
  fullExtent: { xmin: number; spatialReference: { wkid: number } };
  xssPreventionInfo: { xssPreventionEnabled: boolean };
}
interface Layer {
  type: string;
  geometryType?: string;
  globalIdField: string;
  hasAttachments: boolean;
  fields: {
    name: string;
    type: string;
    nullable: boolean;
    editable: boolean;
    domain: { type: string } | null;
    length?: number;
  }[];
  relationships: { relatedTableId: number; role: string; keyField: string }[];
  editFieldsInfo: Record<string, string> | null;
  supportedQueryFormats: string;
  supportsAttachmentsByUploadId?: boolean;
  templates: object[];
}

describe('the service root', () => {
  it('lists layers, tables and what sync can do', async () => {
    const root = await main().get<Root>('');
    assert.equal(root.capabilities, 'Create,Delete,Query,Update,Editing,Sync,Uploads');
    assert.equal(root.syncEnabled, true);
    assert.equal(root.syncCapabilities?.['supportsPerLayerSync'], true);
    assert.deepEqual(
      root.layers.map(({ id, geometryType }) => [id, geometryType]),
      [
        [0, 'esriGeometryPoint'],
        [1, 'esriGeometryPolygon'],
      ],
    );
    assert.deepEqual(
      root.tables.map(({ id }) => id),
      [2],
    );
    assert.ok(Number.isFinite(root.fullExtent.xmin));
  });

  it('has no syncCapabilities without the Sync capability, and no Uploads where uploads are off', async () => {
    const service = await fresh({ options: { capabilities: 'Query,Create,Uploads', uploads: false } });
    const root = await service.get<Root>('');
    assert.equal(root.capabilities, 'Query,Create');
    assert.equal(root.syncEnabled, false);
    assert.equal(root.syncCapabilities, undefined);
  });

  it('shows single sync capabilities as the service is set', async () => {
    const service = await fresh({ options: { syncCapabilities: { supportsAsync: false } } });
    assert.equal((await service.get<Root>('')).syncCapabilities?.['supportsAsync'], false);
  });
});

describe('a layer', () => {
  it('describes fields, domains, required fields and editor tracking', async () => {
    const layer = await main().get<Layer>('0');
    const field = (name: string): Layer['fields'][number] | undefined => layer.fields.find((one) => one.name === name);
    assert.equal(layer.type, 'Feature Layer');
    assert.equal(layer.globalIdField, 'GlobalID');
    assert.equal(layer.hasAttachments, true);
    assert.equal(field('name')?.nullable, false);
    assert.equal(field('status')?.domain?.type, 'codedValue');
    assert.equal(field('condition')?.domain?.type, 'range');
    assert.equal(field('notes')?.length, 500);
    assert.equal(field('EditDate')?.editable, false);
    assert.equal(layer.editFieldsInfo?.['editDateField'], 'EditDate');
    assert.equal(layer.supportedQueryFormats, 'JSON, geoJSON');
    assert.equal(layer.templates.length, 1);
  });

  it('tells its subtypes as an Enterprise service does, and types of a drawing as a hosted one', async () => {
    const own = { type: 'range', name: 'OfMains', range: [1, 3] };
    const fields = [
      { name: 'kind', type: 'esriFieldTypeSmallInteger' },
      { name: 'width', type: 'esriFieldTypeInteger', domain: { type: 'range', name: 'Widths', range: [1, 9] } },
    ];
    const values = [
      { code: 1, name: 'Main', domains: { width: own } },
      { code: 2, name: 'Service', domains: {} },
    ];
    const told = async (kind: string): Promise<Record<string, unknown>> => {
      const subtypes = { field: 'kind', kind, values };
      return (await fresh({ layers: [{ name: 'Pipes', fields, subtypes }] })).get<Record<string, unknown>>('0');
    };
    const real = await told('subtypes');
    const listed = [
      { name: 'Main', domains: { width: own } },
      { name: 'Service', domains: { width: { type: 'inherited' } } },
    ];
    assert.equal(real['subtypeField'], 'kind');
    assert.deepEqual(
      real['subtypes'],
      listed.map((one, at) => ({ ...one, code: at + 1, defaultValues: {} })),
    );
    const drawn = await told('types');
    assert.deepEqual([drawn['typeIdField'], drawn['subtypeField'], drawn['subtypes']], ['kind', '', undefined]);
    assert.deepEqual(
      drawn['types'],
      listed.map((one, at) => ({ ...one, id: at + 1, templates: [] })),
    );
    const none = await main().get<Record<string, unknown>>('0');
    assert.deepEqual([none['types'], none['typeIdField'], none['subtypeField']], [[], '', '']);
  });

  it('declares a relationship at both ends, keyed by GlobalID', async () => {
    const [origin] = (await main().get<Layer>('0')).relationships;
    const table = await main().get<Layer>('2');
    const [destination] = table.relationships;
    assert.deepEqual([origin?.role, origin?.relatedTableId, origin?.keyField], ['esriRelRoleOrigin', 2, 'GlobalID']);
    assert.deepEqual(
      [destination?.role, destination?.relatedTableId, destination?.keyField],
      ['esriRelRoleDestination', 0, 'point_guid'],
    );
    assert.equal(table.type, 'Table');
    assert.equal(table.geometryType, undefined);
  });

  it('offers attachments by upload id only where there are uploads', async () => {
    assert.equal((await main().get<Layer>('0')).supportsAttachmentsByUploadId, true);
    const service = await fresh({ options: { uploads: false } });
    assert.equal((await service.get<Layer>('0')).supportsAttachmentsByUploadId, false);
  });

  it('is listed with all others under layers', async () => {
    const { layers, tables } = await main().get<{ layers: Layer[]; tables: Layer[] }>('layers');
    assert.deepEqual([layers.length, tables.length], [2, 1]);
  });

  it('that does not exist is an error inside HTTP 200', async () => {
    const response = await fetch(`${main().url}/9?f=json`);
    assert.equal(response.status, 200);
    assert.equal(((await response.json()) as { error: { code: number } }).error.code, 404);
  });
});

describe('the format', () => {
  it('is html by default, as on a real service', async () => {
    const response = await fetch(main().url);
    assert.match(response.headers.get('content-type') ?? '', /text\/html/);
    assert.match(await response.text(), /currentVersion/);
  });

  it('is indented for pjson', async () => {
    assert.match(await (await fetch(`${main().url}?f=pjson`)).text(), /\n {2}"capabilities"/);
  });

  it('shows no markup of a stored text as markup', async () => {
    const service = await fresh({ options: { rejectHtml: false } });
    await service.post('0/addFeatures', { features: [{ attributes: { name: '<img src=x onerror=alert(1)>' } }] });
    const page = await (await fetch(`${service.url}/0/query?where=1=1&outFields=*`)).text();
    assert.ok(!page.includes('<img'), 'escaped');
  });
});

describe('cross-origin requests', () => {
  it('are allowed from everywhere, with the headers of ArcGIS clients', async () => {
    const preflight = await fetch(`${main().url}/applyEdits`, {
      method: 'OPTIONS',
      headers: {
        origin: 'https://app.example',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'x-esri-authorization',
      },
    });
    assert.equal(preflight.ok, true);
    assert.equal(preflight.headers.get('access-control-allow-origin'), '*');
    assert.match(preflight.headers.get('access-control-allow-headers') ?? '', /x-esri-authorization/i);
    const reply = await fetch(`${main().url}?f=json`, { headers: { origin: 'https://app.example' } });
    assert.equal(reply.headers.get('access-control-allow-origin'), '*');
  });
});
