/** Bundles: what is written is read again, and nothing else is. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { writeBundle, type BundleContents } from '../../../src/geodatabase/bundle/write-bundle.js';
import { openReplicaFile } from '../../../src/geodatabase/load/open-replica-file.js';
import type { LayerSchema } from '../../../src/shared/esri.js';
import type { FileAttachment } from '../../../src/shared/replica-file.js';
import type { GeodatabaseRecord } from '../../../src/shared/records.js';

const signal = new AbortController().signal;
const layer: LayerSchema = {
  layerId: 4,
  name: 'Trees',
  type: 'Feature Layer',
  geometryType: 'esriGeometryPoint',
  hasZ: true,
  hasM: false,
  objectIdField: 'OBJECTID',
  globalIdField: 'GlobalID',
  displayField: 'name',
  fields: [
    { name: 'OBJECTID', type: 'esriFieldTypeOID', alias: 'OBJECTID', nullable: false, editable: false },
    { name: 'GlobalID', type: 'esriFieldTypeGlobalID', alias: 'GlobalID', nullable: false, editable: false },
    { name: 'name', type: 'esriFieldTypeString', alias: 'Name', nullable: true, editable: true, length: 40 },
  ],
  relationships: [],
  hasAttachments: true,
  capabilities: ['CREATE', 'QUERY'],
  uniqueGlobalIds: true,
  editorTracking: ['made', 'by', 'changed', 'who'],
  versioning: 'branch',
};
const geodatabase: GeodatabaseRecord = {
  replicaId: '7D5C2A4B-0F5E-4B8C-9C55-3A1C7B1D9E10',
  replicaName: 'Office',
  serviceUrl: 'https://example.com/arcgis/rest/services/Trees/FeatureServer?token=secret',
  syncModel: 'perLayer',
  syncDirection: 'bidirectional',
  attachments: 'bidirectional',
  generations: { kind: 'perLayer', byLayer: { 4: 80_056_353 } },
  layers: [layer],
  queries: [{ layerId: 4, queryOption: 'useFilter', where: '1=1', useGeometry: true, includeRelated: false }],
  extent: { xmin: 0, ymin: 1, xmax: 2, ymax: 3, spatialReference: { wkid: 4326 } },
  spatialReference: { wkid: 4326 },
  createdAt: 5,
  lastSyncAt: 6,
};
const row = { attributes: { OBJECTID: 1, GlobalID: '{A}', name: 'Oak "é"' }, geometry: { x: 1, y: 2, z: 3 } };
const photo = new Uint8Array(3_000_000).map((_, i) => i % 251);

function contents(more: Partial<BundleContents> = {}): BundleContents {
  return {
    geodatabase,
    counts: new Map([[4, 2]]),
    async *rows() {
      yield row;
      yield { ...row, attributes: { ...row.attributes, OBJECTID: 2, GlobalID: '{B}' } };
    },
    async *attachments(): AsyncGenerator<FileAttachment> {
      const change = { globalId: 'a', parentGlobalId: 'A', attachmentId: 7, keywords: '', url: null };
      const read = async function* (): AsyncGenerator<Uint8Array<ArrayBuffer>> {
        for (let at = 0; at < photo.length; at += 2 ** 20) yield photo.slice(at, at + 2 ** 20);
      };
      const size = photo.length;
      yield {
        layerId: 4,
        change: { ...change, name: 'a.jpg', contentType: 'image/jpeg', size },
        content: { size, read },
      };
      yield {
        layerId: 4,
        change: { ...change, globalId: 'b', name: 'b.jpg', contentType: '', size: 5 },
        content: null,
      };
    },
    ...more,
  };
}

async function written(more: Partial<BundleContents> = {}): Promise<Uint8Array<ArrayBuffer>> {
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  for await (const piece of writeBundle(contents(more))) pieces.push(piece);
  return new Uint8Array(await new Blob(pieces).arrayBuffer());
}

async function readAll(
  bytes: Uint8Array<ArrayBuffer>,
): Promise<{ rows: unknown; attachments: [string, number | null][] }> {
  const file = await openReplicaFile(new Blob([bytes]));
  const pieces: Uint8Array[] = [];
  for await (const piece of file.body({ signal })) pieces.push(piece);
  const attachments: [string, number | null][] = [];
  for await (const { change, content } of file.attachments({ signal })) {
    let read = 0;
    for await (const piece of content?.read() ?? []) {
      assert.deepEqual(piece, photo.subarray(read, read + piece.length));
      read += piece.length;
    }
    attachments.push([change.name, content === null ? null : read]);
  }
  return { rows: JSON.parse(Buffer.concat(pieces).toString()), attachments };
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'no error',
    (error: unknown) => String((error as { code?: string }).code ?? error),
  );
}

describe('a bundle', () => {
  it('gives back the record, the rows and the attachments, without a token', async () => {
    const bytes = await written();
    const file = await openReplicaFile(new Blob([bytes]));
    assert.deepEqual(file.geodatabase, { ...geodatabase, serviceUrl: geodatabase.serviceUrl.split('?')[0] });
    assert.equal(file.layers[0]?.count, 2);
    assert.equal(Buffer.from(bytes).includes('secret'), false);
    const { rows, attachments } = await readAll(bytes);
    assert.deepEqual((rows as { layers: { id: number; features: unknown[] }[] }).layers[0]?.features[0], row);
    assert.deepEqual(attachments, [
      ['a.jpg', photo.length],
      ['b.jpg', null],
    ]);
  });

  it('names the replica of the file, not none, when it was exported before it was registered', async () => {
    const registration = { kind: 'pending', refReplicaId: 'ref' } as const;
    const bytes = await written({ geodatabase: { ...geodatabase, replicaId: '', registration } });
    const file = await openReplicaFile(new Blob([bytes]));
    assert.equal(file.geodatabase?.replicaId, 'ref');
    assert.equal(file.geodatabase.registration, undefined);
  });

  it('refuses any byte that was changed, any end that was cut, and what is none', async () => {
    const bytes = await written();
    for (let i = 0; i < 60; i++) {
      const at = Math.floor((bytes.length * i) / 60);
      const changed = bytes.slice();
      changed[at] = (changed[at] ?? 0) ^ (1 << (i % 8));
      assert.equal(await codeOf(readAll(changed)), 'bad-file', `byte ${String(at)}`);
      assert.equal(await codeOf(readAll(bytes.slice(0, at))), 'bad-file', `cut at ${String(at)}`);
    }
    assert.equal(await codeOf(openReplicaFile(new Blob(['PK and more']))), 'bad-file');
    assert.equal(await codeOf(openReplicaFile(new Blob([]))), 'bad-file');
  });

  it('refuses another version, and a head that lacks what a geodatabase needs', async () => {
    const withHead = async (change: (head: Record<string, unknown>) => void): Promise<string> => {
      const { FrameWriter, MAGIC } = await import('../../../src/geodatabase/bundle/frames.js');
      const { writeHead } = await import('../../../src/geodatabase/bundle/head.js');
      const head = JSON.parse(writeHead(contents())) as Record<string, unknown>;
      change(head);
      const frame = await new FrameWriter().write('H', new TextEncoder().encode(JSON.stringify(head)));
      return codeOf(openReplicaFile(new Blob([MAGIC, frame])));
    };
    assert.equal(await withHead((head) => (head['version'] = 2)), 'unsupported-file');
    for (const key of ['version', 'layers', 'queries', 'generations', 'syncModel', 'replicaId', 'attachments'])
      assert.equal(await withHead((head) => (head[key] = null)), 'bad-file', key);
    assert.equal(await withHead((head) => (head['layers'] = [{ id: 1 }])), 'bad-file');
    assert.equal(
      await withHead((head) => (head['layers'] = [...(head['layers'] as []), ...(head['layers'] as [])])),
      'bad-file',
    );
  });

  it('refuses an attachment that is longer or shorter than it says', async () => {
    for (const size of [5, photo.length + 1]) {
      const bytes = await written({
        async *attachments() {
          for await (const { change, content, layerId } of contents().attachments())
            yield { layerId, change: { ...change, size }, content };
        },
      });
      assert.equal(await codeOf(readAll(bytes)), 'bad-file');
    }
  });
});
