/** A server of another origin that hands out the files of a given one to any page: what a CDN is to a page that loads a bundle from it. */
import { createServer, get } from 'node:http';

/**
 * @param {import('node:net').Server | undefined} original listens already when the first file is asked for
 * @returns {Promise<{ readonly url: string; close(): Promise<void> }>}
 */
export async function serveElsewhere(original) {
  const server = createServer((request, response) => {
    const address = original?.address() ?? null;
    if (address === null || typeof address === 'string') {
      response.writeHead(503).end();
      return;
    }
    get({ host: '127.0.0.1', port: address.port, path: request.url, headers: { accept: '*/*' } }, (found) => {
      response.writeHead(found.statusCode ?? 502, { ...found.headers, 'access-control-allow-origin': '*' });
      found.pipe(response);
    }).on('error', () => response.writeHead(502).end());
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const address = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {
    url: `http://127.0.0.1:${String(address.port)}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve(undefined));
      }),
  };
}
