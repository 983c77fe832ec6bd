/** Everything that a page's origin keeps in the browser, as one text to search: databases with the bytes in them, storages, caches, cookies. */
import type { Page } from 'playwright-core';

export async function everythingKept(page: Page): Promise<string> {
  // The compiler names functions by a helper of its own, which the page has not.
  await page.evaluate('globalThis.__name = (it) => it');
  const kept = await page.evaluate(async () => {
    const decoder = new TextDecoder('latin1');
    const text = (value: unknown): string => {
      if (value instanceof ArrayBuffer) return decoder.decode(value);
      if (ArrayBuffer.isView(value))
        return decoder.decode(new Uint8Array(value.buffer, value.byteOffset, value.byteLength));
      if (value instanceof Map || value instanceof Set) return [...value].map(text).join(' ');
      if (typeof value === 'object' && value !== null)
        return Object.entries(value)
          .map(([key, item]) => `${key}=${text(item)}`)
          .join('\n');
      return String(value);
    };
    const settled = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => {
          resolve(request.result);
        };
        request.onerror = () => {
          reject(new Error(String(request.error)));
        };
      });
    const found: string[] = [
      text(Object.entries(localStorage)),
      text(Object.entries(sessionStorage)),
      document.cookie,
      location.href,
    ];
    for (const { name } of await indexedDB.databases()) {
      const database = await settled(indexedDB.open(name ?? ''));
      for (const store of database.objectStoreNames) {
        const values = await settled(database.transaction(store).objectStore(store).getAll());
        found.push(`${name ?? ''}/${store}`, ...values.map(text));
      }
      database.close();
    }
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys())
        found.push(request.url, (await (await cache.match(request))?.text()) ?? '');
    }
    return found.join('\n');
  });
  const cookies = await page.context().cookies();
  return kept + JSON.stringify(cookies);
}
