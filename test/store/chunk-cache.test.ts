/** What stays in memory: never more than its limit, and nothing that was used makes room for what was only guessed. */
import { expect } from '@open-wc/testing';
import type { Chunk } from '../../src/store/chunks/unpack.js';
import { ChunkCache } from '../../src/store/rows/chunk-cache.js';

/** Its text alone takes so many bytes. */
function chunk(bytes: number): Chunk {
  const [box, gid, starts] = [new Float64Array(0), new Uint8Array(0), new Uint32Array(0)];
  return { n: 0, box, gid, starts, text: 'x'.repeat(bytes), width: 1, form: null };
}

describe('the cache of chunks', () => {
  const whole = { share: 1 };
  const here = (cache: ChunkCache, ...keys: readonly string[]) => keys.filter((key) => cache.near(key) !== null);

  it('lets go of what was not used for longest', () => {
    const cache = new ChunkCache(300);
    for (const key of ['a', 'b', 'c']) cache.set(key, chunk(100));
    cache.get('a');
    cache.set('d', chunk(100));
    expect(here(cache, 'a', 'b', 'c', 'd')).to.deep.equal(['a', 'c', 'd']);
  });

  it('keeps a guess only where there is room, and nothing that was used makes any', () => {
    const cache = new ChunkCache(300);
    cache.set('used', chunk(100));
    cache.guess('near', chunk(100), { far: 1, ...whole });
    cache.guess('next', chunk(100), { far: 2, ...whole });
    cache.guess('far', chunk(100), { far: 3, ...whole });
    expect(here(cache, 'used', 'near', 'next', 'far')).to.deep.equal(['used', 'near', 'next']);
    cache.guess('between', chunk(100), { far: 1.5, ...whole });
    cache.guess('large', chunk(200), { far: 0, ...whole });
    expect(here(cache, 'used', 'near', 'next', 'between', 'large')).to.deep.equal(['used', 'large']);
    cache.guess('larger', chunk(250), { far: 0, ...whole });
    expect(here(cache, 'used', 'large', 'larger')).to.deep.equal(['used', 'large']);
  });

  it('lets go of guesses before anything that was used, the farthest first', () => {
    const cache = new ChunkCache(400);
    cache.set('first', chunk(100));
    for (const far of [1, 3, 2]) cache.guess(`guess ${far}`, chunk(100), { far, ...whole });
    cache.set('second', chunk(100));
    expect(here(cache, 'first', 'guess 1', 'guess 2', 'guess 3')).to.deep.equal(['first', 'guess 1', 'guess 2']);
    // From now on it is no guess.
    cache.get('guess 2');
    for (const key of ['third', 'fourth']) cache.set(key, chunk(100));
    expect(here(cache, 'first', 'guess 1', 'guess 2', 'second')).to.deep.equal(['guess 2', 'second']);
  });

  it('measures guesses anew when the map moved', () => {
    const cache = new ChunkCache(200);
    for (const far of [1, 2]) cache.guess(`guess ${far}`, chunk(100), { far, ...whole });
    cache.measureAnew();
    cache.near('guess 2', 0);
    cache.guess('new', chunk(100), { far: 3, ...whole });
    expect(here(cache, 'guess 1', 'guess 2', 'new')).to.deep.equal(['guess 2', 'new']);
  });

  it('knows before it is read whether a chunk would be kept', () => {
    const cache = new ChunkCache(200);
    expect(cache.hasRoom(1, 1, 100)).to.equal(true);
    expect(cache.hasRoom(1, 0.25, 100)).to.equal(false);
    cache.guess('a', chunk(200), { far: 1, ...whole });
    expect(cache.hasRoom(0.5, 1, 100)).to.equal(true);
    expect(cache.hasRoom(2, 1, 100)).to.equal(false);
    cache.get('a');
    expect(cache.hasRoom(0.5, 1, 100)).to.equal(false);
  });

  it('takes a smaller form in the place of what is here, used or not', () => {
    const cache = new ChunkCache(300);
    cache.set('old', chunk(150));
    cache.set('young', chunk(150));
    cache.guess('old', chunk(50), { far: 0, ...whole });
    cache.set('more', chunk(100));
    expect(here(cache, 'old', 'young', 'more')).to.deep.equal(['old', 'young', 'more']);
    cache.set('again', chunk(50));
    expect(here(cache, 'old', 'young', 'more', 'again'), 'as old as before').to.deep.equal(['young', 'more', 'again']);
  });

  it('lets go of what is not to be kept', () => {
    const cache = new ChunkCache(200);
    cache.set('chunk/0/1/0', chunk(100));
    cache.guess('chunk/0/2/0', chunk(100), { far: 0, ...whole });
    cache.keepOnly((key) => key.startsWith('chunk/0/2'));
    expect(here(cache, 'chunk/0/1/0', 'chunk/0/2/0')).to.deep.equal(['chunk/0/2/0']);
    cache.set('other', chunk(100));
    expect(here(cache, 'chunk/0/2/0', 'other')).to.deep.equal(['chunk/0/2/0', 'other']);
  });
});
