/** A rescue file comes from anybody: whatever is wrong with it is said in one typed error, and nothing on the device changes. */
import { expect } from '@open-wc/testing';
import {
  BlobReader,
  BlobWriter,
  TextReader,
  TextWriter,
  ZipReader,
  ZipWriter,
  configure,
} from '@zip.js/zip.js/lib/zip-core-custom.js';
import type { SyncController } from '../../src/controller/types.js';
import { TestService, sha256 } from '../support/service.js';
import { day, device, exported, isRefused } from './fixture.js';

configure({ useWebWorkers: false });

type Files = Map<string, string | Blob>;

/** A file taken apart, changed, and put together again; `rehash` makes the manifest agree with it. */
async function altered(
  file: Blob,
  change: (files: Files) => void,
  options: {
    readonly rehash?: boolean;
    readonly level?: number;
    readonly rename?: Readonly<Record<string, string>>;
  } = {},
): Promise<Blob> {
  const files: Files = new Map();
  for (const entry of await new ZipReader(new BlobReader(file)).getEntries()) {
    if (entry.directory) continue;
    const isText = /\.json$/.test(entry.filename);
    files.set(entry.filename, isText ? await entry.getData(new TextWriter()) : await entry.getData(new BlobWriter()));
  }
  change(files);
  if (options.rehash !== false) {
    const manifest = JSON.parse(String(files.get('manifest.json'))) as {
      files: { path: string; size: number; parts: string[] }[];
    };
    for (const note of manifest.files) {
      const text = files.get(note.path);
      if (typeof text !== 'string') continue;
      const bytes = new TextEncoder().encode(text);
      Object.assign(note, { size: bytes.length, parts: [await sha256(bytes.buffer)] });
    }
    files.set('manifest.json', JSON.stringify(manifest));
  }
  const zip = new ZipWriter(new BlobWriter(), { level: options.level ?? 0 });
  for (const [path, content] of files)
    await zip.add(
      options.rename?.[path] ?? path,
      typeof content === 'string' ? new TextReader(content) : new BlobReader(content),
    );
  return zip.close();
}

function editsOf(files: Files): { edits: Record<string, unknown>[] } {
  return JSON.parse(String(files.get('edits.json'))) as { edits: Record<string, unknown>[] };
}

describe('a hostile rescue file', () => {
  let service: TestService;
  let sync: SyncController;
  let victim: SyncController;
  let file: File;

  before(async () => {
    service = await TestService.create();
    sync = await device(service, 'maker');
    victim = await device(service, 'victim');
    await day(sync);
    file = await exported(sync);
  });

  after(() => {
    sync.close();
    victim.close();
  });

  const edit = (change: (edits: Record<string, unknown>[]) => void): Promise<Blob> =>
    altered(file, (files) => {
      const content = editsOf(files);
      change(content.edits);
      files.set('edits.json', JSON.stringify(content));
    });
  const raw = (from: RegExp, to: string): Promise<Blob> =>
    altered(file, (files) => {
      const text = String(files.get('edits.json'));
      expect(text).to.match(from);
      files.set('edits.json', text.replace(from, to));
    });
  const manifest = (change: Record<string, unknown>): Promise<Blob> =>
    altered(file, (files) => {
      const content = JSON.parse(String(files.get('manifest.json'))) as Record<string, unknown>;
      files.set('manifest.json', JSON.stringify({ ...content, ...change }));
    });

  it('cut short anywhere, or no zip at all', async () => {
    for (const end of [0, 1, 21, 1000, file.size >> 1, file.size - 22, file.size - 1])
      await isRefused(victim, file.slice(0, end), 'bad-file');
    await isRefused(victim, new Blob(['<html>Sign in</html>']), 'bad-file');
    await isRefused(victim, new Blob([new Uint8Array(100_000)]), 'bad-file');
    await isRefused(victim, new Blob([file, 'and more']), 'bad-file');
  });

  it('with a byte of a photo, of the edits or of the manifest changed', async () => {
    const bytes = new Uint8Array(await file.arrayBuffer());
    for (const at of [500, file.size >> 1]) {
      const broken = bytes.slice();
      broken[at] = (broken[at] ?? 0) ^ 1;
      await isRefused(victim, new Blob([broken]), 'bad-file');
    }
  });

  it('compressed: a zip bomb has no way in', async () => {
    const bomb = await altered(file, (files) => files.set('photos/bomb', new Blob([new Uint8Array(30_000_000)])), {
      level: 6,
    });
    expect(bomb.size).to.be.lessThan(1_000_000);
    await isRefused(victim, bomb, 'unsupported-file');
  });

  it('with names that climb, start at a root, or hide', async () => {
    for (const name of [
      '../edits.json',
      '/edits.json',
      'a/../edits.json',
      'C:\\edits.json',
      'edits\u202Enosj.json',
      'a\\b',
    ])
      await isRefused(victim, await altered(file, () => undefined, { rename: { 'edits.json': name } }), 'bad-file');
  });

  it('with files that the manifest does not name, or lacks', async () => {
    await isRefused(victim, await altered(file, (files) => files.set('setup.exe', 'MZ')), 'bad-file');
    await isRefused(victim, await altered(file, (files) => files.delete('edits.geojson')), 'bad-file');
    await isRefused(victim, await altered(file, (files) => files.delete('edits.json')), 'bad-file');
    await isRefused(
      victim,
      await altered(file, (files) => files.delete('manifest.json'), { rehash: false }),
      'bad-file',
    );
  });

  it('of another service, another user, a newer version, or something else', async () => {
    await isRefused(victim, await manifest({ serviceUrl: 'https://evil.example/FeatureServer' }), 'other-service');
    await isRefused(victim, await edit((edits) => Object.assign(edits[0] ?? {}, { user: 'mallory' })), 'user-mismatch');
    await isRefused(victim, await manifest({ version: 2 }), 'unsupported-file');
    await isRefused(victim, await manifest({ format: 'something' }), 'bad-file');
    await isRefused(victim, await edit((edits) => Object.assign(edits[0] ?? {}, { layerId: 99 })), 'layer-not-found');
  });

  it('with values that no service takes: other prototypes, endless numbers, objects, ids that are none', async () => {
    await isRefused(victim, await raw(/"attributes":\{/, '"attributes":{"__proto__":{"polluted":1},'), 'bad-file');
    await isRefused(victim, await raw(/"attributes":\{/, '"attributes":{"constructor":"x",'), 'bad-file');
    await isRefused(victim, await raw(/"attributes":\{/, '"attributes":{"n":1e999,'), 'bad-file');
    await isRefused(victim, await raw(/"x":8.5/, '"x":1e999'), 'bad-file');
    await isRefused(victim, await raw(/"time":\d+/, '"time":-1e400'), 'bad-file');
    await isRefused(victim, await raw(/"layerId":\d+/, '"layerId":1e15'), 'layer-not-found');
    await isRefused(
      victim,
      await edit((edits) => Object.assign(edits[0] ?? {}, { attributes: { name: { a: 1 } } })),
      'bad-file',
    );
    await isRefused(
      victim,
      await edit((edits) => Object.assign(edits[0] ?? {}, { globalId: '<img src=x>' })),
      'bad-file',
    );
    await isRefused(victim, await edit((edits) => Object.assign(edits[0] ?? {}, { operation: 'drop' })), 'bad-file');
    await isRefused(
      victim,
      await edit((edits) => Object.assign(edits[0] ?? {}, { geometry: { rings: 'all' } })),
      'bad-file',
    );
    const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
    await isRefused(victim, await raw(/"geometry":\{"x":8.5/, `"geometry":{"curvePaths":${deep},"x":8.5`), 'bad-file');
    expect(({} as Record<string, unknown>)['polluted']).to.equal(undefined);
  });

  it('with an edit twice, on a row that is nowhere, or a photo without its bytes', async () => {
    await isRefused(victim, await edit((edits) => edits.push(edits[0] ?? {})), 'bad-file');
    const nowhere = { globalId: crypto.randomUUID(), operation: 'update', base: null, uid: 'u' };
    await isRefused(victim, await edit((edits) => edits.push({ ...edits[0], ...nowhere })), 'bad-file');
    const photo = {
      attachment: {
        globalId: crypto.randomUUID(),
        attachmentId: null,
        name: 'a',
        contentType: '',
        size: 5,
        keywords: '',
        partHashes: ['0'.repeat(64)],
      },
    };
    await isRefused(
      victim,
      await edit((edits) => edits.push({ ...edits[0], ...photo, operation: 'attachAdd', uid: 'u' })),
      'bad-file',
    );
  });

  it('with names and types that are no names and types: they are tamed', async () => {
    const service2 = await TestService.create();
    const maker = await device(service2, 'maker2');
    const taker = await device(service2, 'taker2');
    const { added } = await day(maker);
    await taker.importPendingEdits(await exported(maker));
    const [photo] = await taker.queryAttachments(0, [added]);
    expect(photo).to.include({ name: 'hydrant.jpg', contentType: 'image/jpeg' });
    expect((await taker.readAttachment(photo as NonNullable<typeof photo>)).type).to.equal('image/jpeg');
    maker.close();
    taker.close();
  });

  it('in the end the sound one is taken in', async () => {
    expect(await victim.importPendingEdits(file)).to.deep.equal({ features: 3, attachments: 1, known: 0 });
  });
});

describe('what a rescue file holds', () => {
  it('opens in other programs: GeoJSON, CSV that runs nothing, the photo byte for byte', async () => {
    const service = await TestService.create();
    const sync = await device(service, 'open');
    const { photo } = await day(sync);
    const file = await exported(sync);
    expect(file.name).to.match(/^open-\d{4}-\d\d-\d\d-\d\d-\d\d\.zip$/);
    const entries = await new ZipReader(new BlobReader(file)).getEntries();
    const names = entries.map(({ filename }) => filename);
    expect(names.slice(0, 2)).to.deep.equal(['edits.json', 'edits.geojson']);
    expect(names.at(-1)).to.equal('manifest.json');
    const read = async (end: string): Promise<string> => {
      const entry = entries.find(({ filename }) => filename.endsWith(end));
      if (entry === undefined || entry.directory) throw new Error(end);
      return entry.getData(new TextWriter());
    };
    const geojson = JSON.parse(await read('.geojson')) as {
      features: { geometry: { coordinates: number[] } | null; properties: Record<string, unknown> }[];
    };
    expect(geojson.features.map(({ properties }) => properties['gdb:operation']).sort()).to.deep.equal([
      'add',
      'delete',
      'update',
    ]);
    const added = geojson.features.find(({ properties }) => properties['gdb:operation'] === 'add');
    expect(added?.geometry?.coordinates).to.deep.equal([8.5, 47.4]);
    const csv = await read('.csv');
    expect(csv).to.include(`'=HYPERLINK(""http://x"")`);
    expect(csv.split('\r\n').length).to.equal(5);
    const jpg = entries.find(({ filename }) => filename.endsWith('hydrant.jpg'));
    if (jpg === undefined || jpg.directory) throw new Error('no photo');
    const bytes = await (await jpg.getData(new BlobWriter())).arrayBuffer();
    expect(await sha256(bytes)).to.equal(await sha256(photo));
    sync.close();
  });
});
