/** What the service says of itself, key by key (protocol 1): a client decides by it, so each key is there and true. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { useEmulator } from './support/emulator.js';

const { fresh } = useEmulator();

type Json = Record<string, unknown>;

function at(body: Json, path: string): unknown {
  return path.split('.').reduce<unknown>((value, name) => (value as Json | undefined)?.[name], body);
}

describe('the service root', () => {
  const expected: readonly (readonly [string, unknown])[] = [
    ['supportsDisconnectedEditing', false],
    ['maxRecordCount', 2000],
    ['supportsApplyEditsWithGlobalIds', true],
    ['syncCapabilities.supportsRegisteringExistingData', true],
    ['syncCapabilities.supportsSyncDirectionControl', true],
    ['syncCapabilities.supportsPerReplicaSync', true],
    ['syncCapabilities.supportsSyncModelNone', true],
    ['syncCapabilities.supportsRollbackOnFailure', true],
    ['syncCapabilities.supportsAttachmentsSyncDirection', true],
    ['syncCapabilities.supportsBiDirectionalSyncForServer', false],
    ['editorTrackingInfo.enableOwnershipAccessControl', false],
    ['xssPreventionInfo.xssInputRule', 'rejectInvalid'],
    ['advancedEditingCapabilities.supportsAsyncApplyEdits', true],
  ];
  for (const [path, value] of expected) {
    it(`says ${path}: ${JSON.stringify(value)}`, async () => {
      assert.deepEqual(at(await (await fresh()).get<Json>(''), path), value);
    });
  }

  it('names the formats it exports, one extent within the other, and its relationships', async () => {
    const root = await (await fresh()).get<Json>('');
    assert.match(String(root['supportedExportFormats']), /json/);
    const [initial, full] = [root['initialExtent'], root['fullExtent']] as { xmin: number; xmax: number }[];
    assert.ok(initial !== undefined && full !== undefined && initial.xmin >= full.xmin && initial.xmax <= full.xmax);
    assert.ok((root['relationships'] as { id: number; name: string }[]).every(({ name }) => name !== ''));
  });
});

describe('a layer', () => {
  const expected: readonly (readonly [string, unknown])[] = [
    ['id', 0],
    ['objectIdField', 'OBJECTID'],
    ['geometryType', 'esriGeometryPoint'],
    ['supportsApplyEditsWithGlobalIds', true],
    ['supportsRollbackOnFailureParameter', true],
    ['syncCanReturnChanges', true],
    ['isDataVersioned', false],
    ['isDataArchived', true],
    ['isDataBranchVersioned', false],
    ['hasZ', false],
    ['hasM', false],
    ['maxRecordCount', 2000],
    ['datesInUnknownTimezone', false],
    ['types', []],
    ['advancedQueryCapabilities.supportsPagination', true],
  ];
  for (const [path, value] of expected) {
    it(`says ${path}: ${JSON.stringify(value)}`, async () => {
      assert.deepEqual(at(await (await fresh()).get<Json>('0'), path), value);
    });
  }

  it('has a name, its own capabilities and an extent', async () => {
    const service = await fresh();
    const layer = await service.get<Json>('0');
    const { layers } = await service.get<{ layers: { name: string }[] }>('');
    assert.equal(layer['name'], layers[0]?.name);
    assert.match(String(layer['capabilities']), /Query.*Sync/);
    assert.equal(typeof at(layer, 'extent.xmin'), 'number');
  });

  it('lists the attachment properties that are told', async () => {
    const { attachmentProperties } = await (
      await fresh()
    ).get<{ attachmentProperties: { name: string; isEnabled: boolean }[] }>('0');
    assert.ok(attachmentProperties.some(({ name, isEnabled }) => name === 'globalId' && isEnabled));
  });

  it('describes its fields: type, alias and default', async () => {
    const { fields } = await (await fresh()).get<{ fields: Json[] }>('0');
    assert.ok(fields.every(({ type }) => /^esriFieldType/.test(String(type))));
    assert.ok(fields.every(({ alias }) => String(alias) !== 'undefined'));
    assert.ok(fields.every((field) => 'defaultValue' in field));
  });
});

describe('/rest/info', () => {
  it('tells the version, and how long tokens live, in minutes', async () => {
    const service = await fresh({ options: { secured: true, tokenLifetimeMs: 120_000 } });
    const info = await service.get<Json>('/rest/info');
    assert.equal(info['currentVersion'], 11.1);
    assert.equal(at(info, 'authInfo.shortLivedTokenValidity'), 2);
  });

  it('gives tokens for as long as they are asked for, at most, without asking for https', async () => {
    const service = await fresh({ options: { secured: true } });
    const before = Date.now();
    const asked = { username: 'inspector', password: 'inspector', expiration: 1 };
    const token = await service.post<{ token: string; expires: number; ssl: boolean }>('/tokens/generateToken', asked);
    assert.ok(token.expires - before < 61_000 + 5_000);
    assert.equal(typeof token.token, 'string');
    assert.equal(token.ssl, false);
  });
});
