/** A look into a database past the store, as another program would take it. */
export async function openRaw(
  name: string,
  version?: number,
  upgrade?: (db: IDBDatabase) => void,
): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, version);
    request.onupgradeneeded = () => upgrade?.(request.result);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(new Error(request.error?.message, { cause: request.error }));
  });
}

async function ask<T>(name: string, store: string, question: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const db = await openRaw(name);
  try {
    return await new Promise((resolve, reject) => {
      const request = question(db.transaction(store, 'readwrite').objectStore(store));
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(new Error(request.error?.message));
    });
  } finally {
    db.close();
  }
}

export async function countKeys(name: string, store: string): Promise<number> {
  return ask(name, store, (objects) => objects.count());
}

export async function partKeys(name: string): Promise<readonly [string, number, number][]> {
  return (await ask(name, 'part', (objects) => objects.getAllKeys())) as [string, number, number][];
}

export async function getAllRaw(name: string, store: string): Promise<readonly unknown[]> {
  return ask(name, store, (objects) => objects.getAll());
}

export async function putRaw(name: string, store: string, record: { value: unknown; key: IDBValidKey }): Promise<void> {
  await ask(name, store, (objects) => objects.put(record.value, record.key));
}

export async function keysRaw(name: string, store: string): Promise<readonly IDBValidKey[]> {
  return ask(name, store, (objects) => objects.getAllKeys());
}

/** WebKit lists a database whose making was given up too, under version 0: it has no store, and nothing in it. */
export async function namesOfDatabases(): Promise<readonly (string | undefined)[]> {
  return (await indexedDB.databases()).filter(({ version }) => version !== 0).map(({ name }) => name);
}

export async function deleteRaw(name: string, store: string, key: IDBValidKey): Promise<void> {
  await ask(name, store, (objects) => objects.delete(key));
}
