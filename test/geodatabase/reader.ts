/** Runs in a worker: is sent files, answers what it found in them. */
import { readFile } from './read-file.js';

addEventListener('message', ({ data }: MessageEvent<Blob>) => {
  // The types here are those of a page, where a target is asked for.
  void readFile(data).then((found) => postMessage(found, { transfer: [] }));
});
