/** `npm run build`: dist anew, JavaScript by rollup, declarations by tsc. */
import { rmSync } from 'node:fs';
import { runTool } from './run.mjs';

rmSync('dist', { recursive: true, force: true });
process.exitCode = (await runTool('rollup', ['-c'])) || (await runTool('tsc', ['-p', 'tsconfig.build.json']));
