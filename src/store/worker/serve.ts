/** The worker's side: loads for one page, into the database that it names. */
import { GdbError, summarize, toGdbError } from '../../shared/errors.js';
import { openLoader, type Loader } from '../loader.js';
import { PROTOCOL, type Call, type FromWorker, type ToWorker } from './protocol.js';

/** What a dedicated worker's global scope offers. */
export interface WorkerScope {
  postMessage(message: FromWorker): void;
  addEventListener(type: 'message', listener: (event: { readonly data: ToWorker }) => void): void;
  close(): void;
}

export function serve(scope: WorkerScope): void {
  let loader: Promise<Loader> | null = null;
  const running = new Set<Promise<unknown>>();
  const perform = async (call: Call): Promise<unknown> => {
    if (call.method === 'open') {
      loader = openLoader(call.args[0]);
      await loader;
      return null;
    }
    if (!loader) throw new GdbError('internal', 'The worker was given work before a database.');
    const method = (await loader)[call.method] as (...args: readonly unknown[]) => Promise<unknown>;
    return method(...call.args);
  };
  const answer = async (call: Call): Promise<void> => {
    try {
      scope.postMessage({ kind: 'value', id: call.id, value: await perform(call) });
    } catch (error) {
      scope.postMessage({ kind: 'error', id: call.id, error: summarize(toGdbError(error)) });
    }
  };
  const end = async (): Promise<void> => {
    await Promise.all(running);
    (await loader?.catch(() => null))?.close();
    scope.close();
  };
  scope.addEventListener('message', ({ data }) => {
    if (data.method === 'ask') {
      scope.postMessage({ kind: 'here' });
      return;
    }
    if (data.method === 'end') {
      void end();
      return;
    }
    const answered: Promise<void> = answer(data).finally(() => running.delete(answered));
    running.add(answered);
  });
  scope.postMessage({ kind: 'hello', protocol: PROTOCOL });
}
