/** A person at work without a pause, until the browser is killed. Each edit is announced before it is made, and reported once its promise resolved. */
import { photoBytes, sha256 } from '../../support/service.js';
import type { Entry } from '../ledger.js';
import type { Word } from '../kill/told.js';
import type { Client, Deed } from './client.js';

/** `upgrading`: of edits that a newer version of the page finds. */
export type Phase = 'loading' | 'editing' | 'attaching' | 'uploading' | 'syncing' | 'upgrading';

export async function beBusy(
  client: Client,
  phase: Phase,
  at: { readonly told: string; readonly rows: readonly string[]; readonly seed: number },
): Promise<void> {
  let n = 0;
  const say = async (word: Word): Promise<void> => {
    await fetch(at.told, { method: 'POST', body: JSON.stringify(word), keepalive: true });
  };
  const edit = async (deed: Deed): Promise<void> => {
    const own = (n += 1);
    await say({ say: 'about-to', n: own, entry: await entryOf(client, deed) });
    const { globalId } = await client.edit(deed);
    void say({ say: 'told', n: own, globalId });
  };
  const row = (): string => at.rows[n % at.rows.length] ?? '';
  const add = (): Deed => ({
    kind: 'add',
    layerId: 0,
    globalId: crypto.randomUUID(),
    fields: { NAME: `new ${String(n)}` },
  });
  const change = (): Deed => ({ kind: 'update', layerId: 0, globalId: row(), fields: { NOTES: `note ${String(n)}` } });
  const photo = (size: number): Deed => ({ kind: 'photo', layerId: 0, parent: row(), seed: at.seed * 1000 + n, size });
  switch (phase) {
    case 'loading':
      await client.work('generate');
      return;
    case 'editing':
    case 'upgrading':
      for (;;) await edit(n % 3 === 0 ? add() : n % 7 === 0 ? photo(20_000) : change());
    case 'attaching':
      for (;;) await edit(photo(200_000 + (n % 4) * 2_000_000));
    case 'uploading':
      await edit(photo(7_000_000));
      await edit(photo(300_000));
      await client.work('sync');
      return;
    case 'syncing':
      for (;;) {
        for (let count = 0; count < 6; count += 1) await edit(count % 2 === 0 ? add() : change());
        await edit(photo(40_000));
        await client.work('sync');
      }
  }
}

async function entryOf(client: Client, deed: Deed): Promise<Entry> {
  const common = { client: client.name, layerId: deed.layerId, isTold: false };
  switch (deed.kind) {
    case 'photo': {
      const hash = await sha256(photoBytes(deed.size, deed.seed));
      return { ...common, kind: 'photo', globalId: '', parent: deed.parent, hash };
    }
    case 'delete':
      return { ...common, kind: 'delete', globalId: deed.globalId };
    default:
      return { ...common, kind: deed.kind, globalId: deed.globalId, fields: deed.fields };
  }
}
