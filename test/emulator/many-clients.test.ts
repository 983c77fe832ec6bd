import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { useEmulator } from './support/emulator.js';
import type { FeatureJson, ReplicaJson, SyncJson } from './support/replies.js';
import { edits, newGlobalId, point, type Service } from './support/service.js';

const { fresh } = useEmulator();

/** A client that keeps rows by GlobalID and nothing else. */
class Client {
  readonly rows: Map<string, FeatureJson> = new Map<string, FeatureJson>();
  readonly #service: Service;
  #replica: ReplicaJson | undefined;

  constructor(service: Service) {
    this.#service = service;
  }

  async sync(own: Parameters<typeof edits>[1] = {}): Promise<void> {
    this.#replica ??= await this.#start();
    const reply: SyncJson = await this.#service.sync(this.#replica, { edits: [edits(0, own)] });
    for (const { success, error } of reply.editResults?.[0]?.updateResults ?? [])
      assert.ok(success || error?.code === 1011, 'only a row that is gone is refused');
    const { features } = reply.edits[0] ?? { features: { adds: [], updates: [], deleteIds: [] } };
    for (const row of [...features.adds, ...features.updates]) this.rows.set(String(row.attributes['GlobalID']), row);
    for (const id of features.deleteIds) this.rows.delete(id);
    for (const { globalId, success } of reply.editResults?.[0]?.deleteResults ?? [])
      if (success) this.rows.delete(globalId);
    this.#replica = { ...this.#replica, replicaServerGen: reply.replicaServerGen };
  }

  async #start(): Promise<ReplicaJson> {
    const replica = await this.#service.createReplica({ layers: '0' });
    for (const row of replica.layers[0]?.features ?? []) this.rows.set(String(row.attributes['GlobalID']), row);
    return replica;
  }
}

describe('many clients at once', () => {
  it('all end with what the service has, row for row, and the last sync has won', async () => {
    const service = await fresh({ sample: 20 });
    const clients = Array.from({ length: 6 }, () => new Client(service));
    await Promise.all(clients.map((client) => client.sync()));
    for (let round = 0; round < 5; round++) {
      await Promise.all(
        clients.map((client, n) => {
          const ids = [...client.rows.keys()];
          const [changed, gone] = [ids[(round * 3) % ids.length] ?? '', ids[(n * 5 + round) % ids.length] ?? ''];
          return client.sync({
            adds: [point(newGlobalId(), { name: `of ${n} in ${round}` })],
            updates: [{ attributes: { GlobalID: changed, notes: `by ${n} in ${round}` } }],
            deleteIds: round % 2 === 1 && gone !== changed ? [gone] : [],
          });
        }),
      );
    }
    for (const client of clients) await client.sync();
    const there = new Map((await service.query(0)).map((row) => [String(row.attributes['GlobalID']), row]));
    for (const [n, client] of clients.entries()) {
      assert.deepEqual([...client.rows.keys()].toSorted(), [...there.keys()].toSorted(), `rows of client ${n}`);
      for (const [id, row] of there) assert.deepEqual(client.rows.get(id)?.attributes, row.attributes, `${id} of ${n}`);
    }
    const last = clients.at(-1);
    const [id = ''] = there.keys();
    await clients[0]?.sync({ updates: [{ attributes: { GlobalID: id, notes: 'first' } }] });
    await last?.sync({ updates: [{ attributes: { GlobalID: id, notes: 'last' } }] });
    assert.equal((await service.row(0, id))?.attributes['notes'], 'last');
  });
});
