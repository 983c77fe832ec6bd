/** `npm run bench`: measures, prints, writes. See docs/performance.md. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { readOptions, USAGE, type Options } from './options.js';
import { section, withResults } from './report/document.js';
import { figuresOf, holds } from './report/figures.js';
import { plot } from './report/plot.js';
import { number } from './report/table.js';
import type { Result } from './result.js';
import { run } from './run.js';

const at = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));
const REFERENCE = at('bench/results/reference.json');
const PAGE = at('docs/performance.md');
const IMAGE = at('docs/images/performance.svg');

/** A reference holds the last published run of each size. */
function readResults(path: string): readonly Result[] {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as readonly Result[];
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

async function measure(options: Options): Promise<Result> {
  const result = await run(options, (line) => {
    console.log(line);
  });
  const path = at(`bench/results/${result.startedAt.replaceAll(/[:.]/g, '-')}.json`);
  mkdirSync(at('bench/results'), { recursive: true });
  writeFileSync(path, JSON.stringify([result]));
  console.log(`Written: ${path}`);
  return result;
}

async function publish(result: Result): Promise<void> {
  const others = readResults(REFERENCE).filter(({ n }) => n !== result.n);
  const results = [...others, result].sort((a, b) => a.n - b.n);
  const [first = result] = results;
  const config = await resolveConfig(PAGE);
  writeFileSync(REFERENCE, await format(JSON.stringify(results), { ...config, parser: 'json' }));
  const page = withResults(readFileSync(PAGE, 'utf8'), results);
  writeFileSync(PAGE, await format(page, { ...config, parser: 'markdown' }));
  mkdirSync(at('docs/images'), { recursive: true });
  writeFileSync(IMAGE, plot(first));
}

/** Names each figure that falls short, and each task that failed. Returns whether there is none. */
function judge(result: Result): boolean {
  const short = figuresOf(result).filter((figure) => !holds(figure));
  for (const { title, asked, value, unit } of short)
    console.error(`SHORT  ${title}: ${number(value)} ${unit}, asked ${asked?.sense ?? ''} ${String(asked?.limit)}`);
  for (const { task, error } of result.failures) console.error(`${task}: ${error}`);
  return short.length + result.failures.length === 0;
}

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  const results = options.from === null ? [await measure(options)] : readResults(options.from);
  for (const result of results) {
    console.log(`\n${section(result)}\n`);
    if (options.publish) await publish(result);
  }
  const isWell = results.map(judge).every(Boolean);
  if (results.length === 0 || (options.check && !isWell)) process.exitCode = 1;
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  if (error instanceof TypeError || (error instanceof Error && error.message.startsWith('--'))) console.error(USAGE);
  process.exitCode = 1;
}
