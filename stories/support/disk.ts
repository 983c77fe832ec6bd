/** The disk of the device, as full as a story wants: what a browser throws when there is no room for a write. */
const { put, add } = IDBObjectStore.prototype;

/** Every write to IndexedDB in this page fails as on a full disk, until there is room again. What replaces a small record in its place still fits. */
export function fillDisk(): void {
  function refuse(this: IDBObjectStore, ...[value, key]: Parameters<typeof put>): IDBRequest<IDBValidKey> {
    if (this.name === 'meta') return put.call(this, value, key);
    throw new DOMException('There is no room left.', 'QuotaExceededError');
  }
  Object.assign(IDBObjectStore.prototype, { put: refuse, add: refuse });
}

/** Somebody made room. */
export function freeDisk(): void {
  Object.assign(IDBObjectStore.prototype, { put, add });
}
