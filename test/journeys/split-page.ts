/** A page that is bundled as `script-page.ts` does, but cut at each `import()`: its parts come over the network, or do not. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename, join } from 'node:path';
import { build, type BuildOptions } from 'esbuild';
import { root } from '../../scripts/run.mjs';
import type { ScriptPage } from './script-page.js';

/** What a page begins with, by paths from the root of this project: a script, or files, of which `?entry` names another than the first. */
export type Beginning = { readonly contents: string } | { readonly files: readonly string[] };

export interface SplitOptions {
  /** Elements are given their controllers, unless they are to find them themselves. */
  readonly findsControllers?: boolean;
}

/** A part is served as `/<its file>-<hash>.js`; `?lang` and `?body` are those of the page. */
export async function serveSplit(
  page: Beginning,
  { findsControllers = false }: SplitOptions = {},
): Promise<ScriptPage> {
  const options: BuildOptions & { write: false } = {
    bundle: true,
    splitting: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    outdir: '/',
    tsconfig: join(root, 'tsconfig.test.json'),
    external: findsControllers ? [] : ['*/shared-controller.js'],
    logLevel: 'silent',
  };
  const { outputFiles } = await build(
    'contents' in page
      ? { ...options, entryNames: 'page', stdin: { ...page, resolveDir: root, sourcefile: 'page.ts' } }
      : { ...options, entryNames: '[name]', entryPoints: page.files.map((file) => join(root, file)) },
  );
  const files = new Map(outputFiles.map(({ path, text }) => [path, text]));
  const first = 'contents' in page ? 'page' : basename(page.files[0] ?? '', '.ts');
  const server = createServer((request, response) => {
    const { pathname, searchParams: asked } = new URL(request.url ?? '/', 'http://localhost');
    const script = files.get(pathname);
    const entry = asked.get('entry') ?? first;
    const html = `<!doctype html><html lang="${asked.get('lang') ?? 'en'}"><meta charset="utf-8">
      <meta name="viewport" content="width=device-width"><title>page</title>
      <script type="module" src="/${entry}.js"></script><body>${asked.get('body') ?? ''}</body></html>`;
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
