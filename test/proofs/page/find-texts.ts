/** Looks for texts in everything that this origin keeps. */

/** The places where one of these texts is kept, in words. */
export async function findTexts(texts: readonly string[]): Promise<readonly string[]> {
  if (texts.length === 0) return [];
  const found: string[] = [];
  const look = (place: string, value: unknown): void => {
    const json = JSON.stringify(value);
    if (texts.some((text) => json.includes(text))) found.push(`a token is kept in ${place}`);
  };
  look('localStorage', Object.entries(localStorage));
  for (const { name = '' } of await indexedDB.databases()) {
    const database = await result(indexedDB.open(name));
    for (const store of database.objectStoreNames)
      look(`${name}, ${store}`, await result(database.transaction(store).objectStore(store).getAll()));
    database.close();
  }
  return found;
}

function result<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => {
      resolve(request.result);
    };
    request.onerror = () => {
      reject(request.error ?? new Error('unreadable'));
    };
  });
}
