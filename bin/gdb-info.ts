#!/usr/bin/env node
/** Prints what a mobile geodatabase holds: as text, or its features as GeoJSON. */
import { parseArgs } from 'node:util';
import { describe } from './gdb-info/describe.js';
import { featureCollections } from './gdb-info/geojson.js';
import { openFile } from './gdb-info/open-file.js';

const usage = `gdb-info: what a mobile geodatabase (.geodatabase) holds; nothing is changed, nothing leaves this machine

  gdb-info [options] FILE

  --format NAME  text (default), or geojson: one FeatureCollection a layer, one a line
  --layer N      this layer alone
  --help         this text`;

const options = {
  format: { type: 'string', default: 'text' },
  layer: { type: 'string' },
  help: { type: 'boolean', default: false },
} as const;

async function run(): Promise<void> {
  const { values, positionals } = parseArgs({ options, allowPositionals: true, strict: true });
  if (values.help) return print([`${usage}\n`]);
  const [path, ...others] = positionals;
  if (path === undefined || others.length > 0) throw new Error('Name one file. --help tells more.');
  if (!['text', 'geojson'].includes(values.format))
    throw new Error(`--format ${values.format} is neither text nor geojson`);
  const file = await openFile(path);
  const { geodatabase } = file;
  try {
    const layers = geodatabase.layers.filter(
      ({ layerId }) => values.layer === undefined || layerId === Number(values.layer),
    );
    if (layers.length === 0 && values.layer !== undefined) throw new Error(`The file has no layer ${values.layer}.`);
    await print(
      values.format === 'text'
        ? describe(geodatabase, layers)
        : featureCollections(geodatabase, layers, (warning) => console.error(`gdb-info: ${warning}`)),
    );
  } finally {
    await file.close();
  }
}

/** Waits for who reads: a large file must not pile up in memory. */
async function print(texts: Iterable<string> | AsyncIterable<string>): Promise<void> {
  for await (const text of texts)
    if (!process.stdout.write(text)) await new Promise((resolve) => process.stdout.once('drain', resolve));
}

// Who reads may have had enough, as `head` has.
process.stdout.on('error', () => process.exit(0));

try {
  await run();
} catch (error) {
  console.error(`gdb-info: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
