import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import jpeg from 'jpeg-js';
import { startEmulator } from '../../emulator/node/serve.js';
import { useEmulator } from './support/emulator.js';
import { Service } from './support/service.js';

const { main } = useEmulator({ sample: 500 });

/** Reads the tags of one directory of an Exif block, by the Exif standard and not by our writer. */
function readTags(tiff: DataView, at: number): Map<number, number[] | string> {
  const tags = new Map<number, number[] | string>();
  for (let i = 0; i < tiff.getUint16(at, true); i++) {
    const entry = at + 2 + i * 12;
    const [tag, type, count] = [
      tiff.getUint16(entry, true),
      tiff.getUint16(entry + 2, true),
      tiff.getUint32(entry + 4, true),
    ];
    const size = { 2: 1, 3: 2, 4: 4, 5: 8 }[type] ?? 1;
    const value = size * count <= 4 ? entry + 8 : tiff.getUint32(entry + 8, true);
    if (type === 2)
      tags.set(tag, String.fromCharCode(...Array.from({ length: count - 1 }, (_, n) => tiff.getUint8(value + n))));
    else if (type === 5)
      tags.set(
        tag,
        Array.from(
          { length: count },
          (_, n) => tiff.getUint32(value + n * 8, true) / tiff.getUint32(value + n * 8 + 4, true),
        ),
      );
    else tags.set(tag, [type === 3 ? tiff.getUint16(value, true) : tiff.getUint32(value, true)]);
  }
  return tags;
}

const degrees = (value: unknown): number => {
  const [d = 0, m = 0, s = 0] = value as number[];
  return d + m / 60 + s / 3600;
};

describe('the demo data', () => {
  it('are real places, areas and visits to them', async () => {
    const service = main();
    const count = async (layer: number): Promise<number> =>
      (await service.get<{ count: number }>(`${layer}/query`, { where: '1=1', returnCountOnly: true })).count;
    assert.deepEqual([(await count(0)) > 400, (await count(1)) > 150, (await count(2)) > 200], [true, true, true]);
    const [heathrow] = await service.query(0, { where: "code = 'LHR'" });
    assert.ok(
      Math.abs((heathrow?.geometry?.x ?? 0) + 0.46) < 0.05 && Math.abs((heathrow?.geometry?.y ?? 0) - 51.47) < 0.05,
    );
    const at = await service.query(1, { geometry: '-0.46,51.47', geometryType: 'esriGeometryPoint' });
    assert.deepEqual(
      at.map(({ attributes }) => attributes['name']),
      ['United Kingdom'],
    );
  });

  it('are the same in every run', async () => {
    const other = await startEmulator({ sample: 500 });
    try {
      const service = new Service({ url: other.featureServerUrl, site: '', control: '' });
      for (const layer of [0, 1, 2]) assert.deepEqual(await service.query(layer), await main().query(layer));
    } finally {
      await other.close();
    }
  });

  it('hold photographs: real JPEG files with Exif and the position of their feature', async () => {
    const service = main();
    const { attachmentGroups } = await service.get<{
      attachmentGroups: {
        parentObjectId: number;
        attachmentInfos: { url: string; size: number; contentType: string }[];
      }[];
    }>('0/queryAttachments', {
      definitionExpression: '1=1',
      returnUrl: true,
    });
    const sizes = new Set<string>();
    for (const { parentObjectId, attachmentInfos } of attachmentGroups) {
      const [parent] = await service.query(0, { objectIds: String(parentObjectId) });
      for (const { url, contentType } of attachmentInfos) {
        const bytes = new Uint8Array(await (await fetch(url)).arrayBuffer());
        const { width, height } = jpeg.decode(bytes, { useTArray: true });
        sizes.add(`${width}x${height}`);
        assert.equal(contentType, 'image/jpeg');
        assert.equal(String.fromCharCode(...bytes.subarray(6, 10)), 'Exif');
        const tiff = new DataView(bytes.buffer, 12);
        const image = readTags(tiff, 8);
        const place = readTags(tiff, Number((image.get(0x8825) as number[])[0]));
        const camera = readTags(tiff, Number((image.get(0x8769) as number[])[0]));
        assert.match(String(image.get(0x0132)), /^2024:05:\d\d \d\d:\d\d:\d\d$/);
        assert.deepEqual(camera.get(0xa002), [width]);
        assert.deepEqual(image.get(0x0112), [height > width ? 6 : 1]);
        const latitude = degrees(place.get(2)) * (place.get(1) === 'S' ? -1 : 1);
        const longitude = degrees(place.get(4)) * (place.get(3) === 'W' ? -1 : 1);
        assert.ok(Math.abs(latitude - (parent?.geometry?.y ?? 0)) < 1e-4, `${latitude}`);
        assert.ok(Math.abs(longitude - (parent?.geometry?.x ?? 0)) < 1e-4, `${longitude}`);
      }
    }
    assert.equal(sizes.size, 6);
  });

  it('are there in less than three seconds', async () => {
    const began = performance.now();
    const emulator = await startEmulator();
    const took = performance.now() - began;
    await emulator.close();
    assert.ok(took < 3000, `${Math.round(took)} ms`);
  });
});
