#!/usr/bin/env node
/** Asks a feature service what it supports, says what an admin has to switch on, and which variants of the protocol it speaks. */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { DEFAULT_TIMEOUTS, Requester } from '../src/service/request.js';
import { TokenSource } from '../src/service/token.js';
import { checkService, type ServiceCheck } from '../src/shared/check-service.js';
import { Recorder } from './check/exchanges.js';
import { readPass } from './check/read-pass.js';
import { redacted } from './check/report.js';
import { sightings, type Sighting } from './check/sightings.js';
import { writePass } from './check/write-pass.js';
import { readAuth, readServiceUrl, runCommand, UsageError } from './common/command.js';

const usage = `gdb-check: can this feature service go offline, and how does it speak?

  gdb-check URL [options]

  --token-file FILE  file that holds a token
  --write LAYER      also writes: makes replicas of this layer, adds one row with an
                     attachment, and removes them all. Without it nothing is written
  --report FILE      writes what was found, without token, host, names or attributes
  --help             this text

Exit code: 0 it can go offline, 3 it cannot, 1 it could not be asked or not be cleaned up,
2 wrong use.`;

const options = {
  'token-file': { type: 'string' },
  write: { type: 'string' },
  report: { type: 'string' },
  help: { type: 'boolean', default: false },
} as const;

await runCommand('gdb-check', async () => {
  const { values, positionals } = parseArgs({ options, allowPositionals: true, strict: true });
  if (values.help) {
    console.log(usage);
    return 0;
  }
  if (values.write !== undefined && !/^\d+$/.test(values.write))
    throw new UsageError(`--write ${values.write}: the id of one layer is wanted`);
  const serviceUrl = readServiceUrl(positionals);
  const recorder = new Recorder();
  const requester = new Requester({
    fetch: recorder.fetch,
    serviceUrl,
    tokens: new TokenSource(serviceUrl, readAuth(values['token-file'])),
    now: Date.now,
    timeouts: DEFAULT_TIMEOUTS,
  });
  const { signal } = new AbortController();
  const inspection = await readPass(requester, recorder, signal);
  const check = checkService(inspection);
  const layerId = values.write === undefined ? null : Number(values.write);
  const left =
    layerId !== null && check.canSync
      ? await writePass(requester, recorder, { inspection, layerId, signal, pollMs: 500 })
      : [];
  const seen = sightings(recorder.exchanges);
  print(check, seen, layerId !== null);
  for (const one of left) console.error(`Left behind on the service: ${one}. Remove it by hand.`);
  if (values.report !== undefined)
    writeFileSync(values.report, redacted({ inspection, check, sightings: seen, wrote: layerId !== null }));
  return left.length > 0 ? 1 : check.canSync ? 0 : 3;
});

function print({ canSync, layerIds, gaps }: ServiceCheck, seen: readonly Sighting[], wrote: boolean): void {
  console.log(canSync ? `Can go offline: layers ${layerIds.join(', ')}` : 'Cannot go offline');
  for (const { kind, message, remedy } of gaps) {
    console.log(`${kind === 'blocks' ? '✖' : '•'} ${message}`);
    if (remedy !== null) console.log(`    ${remedy}`);
  }
  console.log(`\nVariants of the protocol${wrote ? '' : ' (many show themselves only with --write)'}:`);
  for (const { name, about, seen: value } of seen)
    console.log(`  ${name.padEnd(24)} ${(value ?? 'not seen').padEnd(18)} ${about}`);
}
