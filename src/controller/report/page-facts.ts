/** What a report tells of the browser. */
import { connectionFacts } from '../photo-policy.js';
import type { SupportReport } from './types.js';

const CONNECTIONS = /^[a-z0-9-]{2,12}$/;
const LONGEST_AGENT = 300;

export function pageFacts(): SupportReport['browser'] {
  const { type, saveData } = connectionFacts();
  const { userAgent, languages, onLine } = navigator;
  return {
    userAgent: userAgent.slice(0, LONGEST_AGENT),
    languages: languages.filter((tag) => /^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}$/.test(tag)),
    online: onLine,
    visible: typeof document !== 'undefined' && document.visibilityState === 'visible',
    secure: globalThis.isSecureContext,
    framed: typeof window !== 'undefined' && window.top !== window,
    serviceWorker: 'serviceWorker' in navigator && navigator.serviceWorker.controller !== null,
    connection: type !== undefined && CONNECTIONS.test(type) ? type : null,
    saveData: saveData === true,
    has: {
      indexedDB: typeof indexedDB !== 'undefined',
      locks: 'locks' in navigator,
      broadcastChannel: typeof BroadcastChannel !== 'undefined',
      worker: typeof Worker !== 'undefined',
      decompression: typeof DecompressionStream !== 'undefined',
      storageEstimate: 'storage' in navigator,
      wakeLock: 'wakeLock' in navigator,
      trustedTypes: 'trustedTypes' in globalThis,
    },
  };
}
