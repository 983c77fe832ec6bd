import { expect } from '@open-wc/testing';

describe('engine', () => {
  it('has what the store and the sync rest on', async () => {
    expect(globalThis.isSecureContext).to.equal(true);
    expect(typeof indexedDB.open).to.equal('function');
    expect(typeof crypto.subtle.digest).to.equal('function');
    expect(typeof BroadcastChannel).to.equal('function');
    const held = await navigator.locks.request('gdb-sync-test', (lock) => lock?.name);
    expect(held).to.equal('gdb-sync-test');
  });
});
