/** A tab with newer code upgrades the database while another tab's worker takes in a reply with bytes of attachments. */
import { expect } from '@open-wc/testing';
import { toBase64 } from '../../../src/shared/base64.js';
import { PART_SIZE } from '../../../src/shared/parts.js';
import { Connection } from '../../../src/store/database.js';
import type { GeodatabaseSchema } from '../../../src/store/schema.js';
import { geodatabaseLadder, type UpgradeStep } from '../../../src/store/upgrade.js';
import { workerUrl } from '../../../src/store/worker/start-worker.js';
import { photoBytes } from '../../support/service.js';
import { Device, notes, POINTS, points, row } from '../fixture.js';
import { openRaw } from '../raw.js';
import { rejects } from '../rejects.js';

const nextStep: UpgradeStep = (db) => void db.createObjectStore('later');

describe('an upgrade while a worker takes in a reply', function () {
  this.timeout(30_000);

  it('does not wait for it: the worker lets go, and what it took in is nobody’s', async () => {
    const device = await Device.start(workerUrl());
    const { name } = device.entry;
    const download = await device.store.beginDownload(device.epoch, { layers: [points, notes], bodyBytes: null });
    const photo = toBase64(new Uint8Array(photoBytes(2 * PART_SIZE)));
    const body =
      `{"layers":[{"id":${String(POINTS)},"features":[${JSON.stringify(row(1))}],` +
      `"attachments":[{"data":"${photo}"},{"data":"`;
    const bytes = new TextEncoder().encode(body);
    for (let at = 0; at < bytes.length; at += 1_000_003)
      await device.store.feed(device.epoch, download, bytes.slice(at, at + 1_000_003).buffer);
    const newer = await Connection.open<GeodatabaseSchema>(name, [...geodatabaseLadder, nextStep]);
    newer.close();
    const more = new TextEncoder().encode(photo).buffer;
    await rejects(device.store.feed(device.epoch, download, more), 'schema-newer');
    const raw = await openRaw(name);
    expect([...raw.objectStoreNames]).to.include('later');
    raw.close();
    device.store.close();
    device.catalogue.close();
    indexedDB.deleteDatabase(name);
    indexedDB.deleteDatabase(device.name);
  });
});
