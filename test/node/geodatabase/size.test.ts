/** What a page loads when it opens a mobile geodatabase. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const { outputFiles, metafile } = await build({
  entryPoints: { geodatabase: 'src/geodatabase/index.ts' },
  ...{ bundle: true, splitting: true, minify: true, format: 'esm', target: 'es2022' },
  ...{ outdir: 'dist', write: false, metafile: true },
});

/** The file, and what it needs before it runs. */
function closureOf(path: string, seen: string[] = []): string[] {
  seen.push(path);
  for (const one of metafile.outputs[path]?.imports ?? [])
    if (one.kind === 'import-statement' && !seen.includes(one.path)) closureOf(one.path, seen);
  return seen;
}

function gzipped(paths: readonly string[]): number {
  const texts = paths.map((path) => outputFiles.find((file) => file.path.endsWith(path))?.text ?? '');
  return gzipSync(texts.join(''), { level: 9 }).length;
}

describe('the geodatabase entry', () => {
  it('is at most 6 kB, gzipped', () => {
    const size = gzipped(closureOf('dist/geodatabase.js'));
    assert.ok(size > 3000 && size <= 6 * 1024, `${String(size)} bytes`);
  });

  it('is at most 10 kB with all that it loads on first need', () => {
    const size = gzipped(Object.keys(metafile.outputs));
    assert.ok(size <= 10 * 1024, `${String(size)} bytes`);
  });

  it('is plain script: no wasm, no eval, nothing of another package', () => {
    for (const { text } of outputFiles) assert.doesNotMatch(text, /WebAssembly|\beval\(|new Function|node:/);
    const inputs = Object.keys(metafile.inputs);
    assert.deepEqual(
      inputs.filter((path) => !/^src\/(geodatabase|shared)\//.test(path)),
      [],
    );
  });
});
