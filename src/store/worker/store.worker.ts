/** Entry of the worker that takes in whole layers. Built as one file that needs no other, at a stable name beside the code that starts it. */
import { serve, type WorkerScope } from './serve.js';

const scope: WorkerScope = globalThis;
serve(scope);
