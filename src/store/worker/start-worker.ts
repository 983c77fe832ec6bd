/** A worker where the page allows one. Its address passes the Trusted Types policy `gdb-sync`, which allows this one address. */
import { PROTOCOL, type FromWorker } from './protocol.js';

/** A worker that says nothing for so long is not there, or not ours. */
const HELLO_MS = 3000;

interface Policy {
  createScriptURL(url: string): string;
}

interface Policies {
  createPolicy(name: string, rules: Policy): Policy;
}

/** The file that is built beside this one. */
export function workerUrl(): URL {
  return new URL('./store.worker.js', import.meta.url);
}

/** Null where there can be none: a bundle from another origin, a policy of the page, a missing or older file. */
export async function startWorker(url: URL = workerUrl()): Promise<Worker | null> {
  // A worker's script must come from the page's own origin.
  if (typeof Worker === 'undefined' || url.origin !== origin) return null;
  let worker: Worker;
  try {
    worker = new Worker(trusted(url.href), { type: 'module', name: 'gdb-sync' });
  } catch {
    return null;
  }
  if (await saysHello(worker)) return worker;
  worker.terminate();
  return null;
}

function trusted(url: string): string {
  const { trustedTypes } = globalThis as { trustedTypes?: Policies };
  const policy = trustedTypes?.createPolicy('gdb-sync', {
    createScriptURL: (asked) => {
      if (asked !== url) throw new TypeError(`gdb-sync starts no worker from ${asked}.`);
      return asked;
    },
  });
  return policy ? policy.createScriptURL(url) : url;
}

function saysHello(worker: Worker): Promise<boolean> {
  return new Promise((resolve) => {
    const settle = (isOurs: boolean): void => {
      clearTimeout(timer);
      worker.removeEventListener('message', hear);
      worker.removeEventListener('error', fail);
      resolve(isOurs);
    };
    const hear = ({ data }: MessageEvent<FromWorker>): void => {
      settle(data.kind === 'hello' && data.protocol === PROTOCOL);
    };
    const fail = (event: Event): void => {
      // The page goes on without it: no fault to report.
      event.preventDefault();
      settle(false);
    };
    const timer = setTimeout(() => {
      settle(false);
    }, HELLO_MS);
    worker.addEventListener('message', hear);
    worker.addEventListener('error', fail);
  });
}
