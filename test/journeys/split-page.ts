/** A page that is bundled as `script-page.ts` does, but cut at each `import()`: its parts come over the network, or do not. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { build } from 'esbuild';
import { root } from '../../scripts/run.mjs';
import type { ScriptPage } from './script-page.js';

/** The script, with paths from the root of this project. A part is served as `/<its file>-<hash>.js`. */
export async function serveSplit(contents: string): Promise<ScriptPage> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: root, sourcefile: 'page.ts' },
    bundle: true,
    splitting: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    outdir: '/',
    entryNames: 'page',
    tsconfig: join(root, 'tsconfig.test.json'),
    external: ['*/shared-controller.js'],
    logLevel: 'silent',
  });
  const files = new Map(outputFiles.map(({ path, text }) => [path, text]));
  const html =
    '<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>page</title><body><script type="module" src="page.js"></script>';
  const server = createServer(({ url = '/' }, response) => {
    const script = files.get(url);
    response.setHeader('content-type', script === undefined ? 'text/html' : 'text/javascript').end(script ?? html);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/`,
    close: () => {
      server.close();
    },
  };
}
