/** Hears what a page is about to do and what it was told, so that a kill of the browser cannot take that word along. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Entry, Ledger } from '../ledger.js';

/** What a page says: `n` names the edit. */
export type Word =
  | { readonly say: 'about-to'; readonly n: number; readonly entry: Entry }
  | { readonly say: 'told'; readonly n: number; readonly globalId: string };

export interface Listener {
  readonly url: string;
  /** From here on what is heard goes into this ledger. */
  listen(ledger: Ledger): void;
  close(): Promise<void>;
}

export async function startListener(): Promise<Listener> {
  let ledger: Ledger | null = null;
  let entries = new Map<number, Entry>();
  const hear = (word: Word): void => {
    if (word.say === 'about-to') {
      const { entry } = word;
      ledger?.write(entry);
      entries.set(word.n, entry);
      return;
    }
    const entry = entries.get(word.n);
    if (entry === undefined) return;
    entry.isTold = true;
    if (entry.kind === 'photo') entry.globalId = word.globalId;
  };
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      hear(JSON.parse(Buffer.concat(pieces).toString('utf8')) as Word);
      response.writeHead(200, { 'access-control-allow-origin': '*' }).end();
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/`,
    listen: (next) => {
      ledger = next;
      entries = new Map();
    },
    close: () =>
      new Promise((done) => {
        server.close(() => {
          done();
        });
        server.closeAllConnections();
      }),
  };
}
