/** A page with a policy of its own: it is sent a file, reads it itself or in a worker, and says what it found. */
import { readFile, type Found } from './read-file.js';

addEventListener('message', ({ data, source }: MessageEvent<{ file: Blob; inWorker: boolean } | undefined>) => {
  if (data?.file === undefined) return;
  const answer = (found: Found): void => source?.postMessage(found, { targetOrigin: '*' });
  if (!data.inWorker) {
    void readFile(data.file).then(answer);
    return;
  }
  const worker = new Worker(new URL('./reader.ts', import.meta.url), { type: 'module' });
  worker.onmessage = ({ data: found }: MessageEvent<Found>) => answer(found);
  worker.onerror = ({ message }) => answer({ layers: [], features: 0, attachmentBytes: 0, error: message });
  worker.postMessage(data.file);
});
parent.postMessage('ready', '*');
