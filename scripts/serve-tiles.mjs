/** Tile services for the browser tests. Every answer differs from the one before, so that a kept tile can be told from one that was fetched. */

const ROOT = '/test/service-worker/tiles/';
const half = 20_037_508.342787;

const description = {
  currentVersion: 11.3,
  capabilities: 'Map,Tilemap',
  tileInfo: {
    rows: 256,
    cols: 256,
    origin: { x: -half, y: half },
    spatialReference: { wkid: 102100, latestWkid: 3857 },
    lods: Array.from({ length: 10 }, (_, level) => ({ level, resolution: (2 * half) / 256 / 2 ** level })),
  },
};

/** @returns {import('@web/test-runner').TestRunnerPlugin} */
export function serveTiles() {
  let answers = 0;
  return {
    name: 'tiles',
    serve({ path }) {
      if (!path.startsWith(ROOT)) return undefined;
      const isTile = /\/tile\/\d+\/\d+\/\d+(\.pbf)?$/.test(path) || /\/\d+\/\d+\/\d+\.png$/.test(path);
      if (/\/(Map|VectorTile)Server$/.test(path)) return { body: JSON.stringify(description), type: 'json' };
      return isTile || path.includes('/resources/')
        ? { body: `${path} ${String((answers += 1))}`.padEnd(1000), type: 'text' }
        : { status: 404, body: '' };
    },
  };
}
