/** Entry of the worker that takes in whole layers. Built as one file that needs no other, at a stable name beside the code that starts it. */
import { serve, type WorkerScope } from './serve.js';

serve(globalThis as unknown as WorkerScope);
