/** A page whose only script is written in a test, bundled from the sources as a page's own bundler would. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { build } from 'esbuild';
import { root } from '../../scripts/run.mjs';

/** The script, with paths from the root of this project. Elements in it are given their controllers. */
export async function bundled(contents: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: root },
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    tsconfig: join(root, 'tsconfig.test.json'),
    external: ['*/shared-controller.js'],
    logLevel: 'silent',
  });
  return outputFiles[0]?.text ?? '';
}

export interface ScriptPage {
  readonly url: string;
  close(): void;
}

/** Serves it on a port of its own, under a Content Security Policy. */
export async function serveScript(contents: string, policy: string): Promise<ScriptPage> {
  const script = await bundled(contents);
  const html =
    '<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>page</title><body><script type="module" src="page.js"></script>';
  const server = createServer(({ url }, response) => {
    const isScript = url === '/page.js';
    response
      .setHeader('content-type', isScript ? 'text/javascript' : 'text/html')
      .setHeader('content-security-policy', policy)
      .end(isScript ? script : html);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/`,
    close: () => {
      server.close();
    },
  };
}
