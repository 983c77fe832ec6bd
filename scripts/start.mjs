/**
 * `npm start`: two services (one asks for a sign-in), the demo page on them, and Storybook. Prints their addresses; ends
 * on Ctrl-C, and all with it.
 * `--fresh` starts with an empty service, `--no-storybook` leaves Storybook out, `--sdk` adds the pages over the ArcGIS Maps SDK.
 */
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { buildArcGISDemo, serveArcGISDemo } from './arcgis-demo.mjs';
import { nextFreePort, startChild, stopChildren } from './children.mjs';
import { buildDemo, hasDemo, serveDemo } from './demo.mjs';
import { root } from './run.mjs';

const folder = `${root}.cache/emulator`;
/** @type {(() => Promise<void>)[]} */
const closers = [stopChildren];
let isEnding = false;

/** @param {number} code */
async function end(code) {
  if (isEnding) return;
  isEnding = true;
  await Promise.allSettled(closers.map((close) => close()));
  process.exit(code);
}
process.on('SIGINT', () => void end(0));
process.on('SIGTERM', () => void end(0));
process.on('SIGHUP', () => void end(0));

/**
 * Nothing here may end by itself: one that does takes the rest with it, and says why.
 * @param {string} name
 * @param {import('./children.mjs').Child} child
 */
function watch(name, child) {
  void child.ended.then((code) => {
    if (isEnding) return;
    console.error(`${name} ended with code ${code}:\n${child.output()}`);
    void end(1);
  });
  return child;
}

/**
 * @param {string} name of its database, so that edits survive a restart
 * @param {{ port: number, more?: string[] }} options
 */
function startService(name, { port, more = [] }) {
  const args = [
    '--import',
    'tsx',
    'bin/gdb-emulator.ts',
    '--quiet',
    '--port',
    String(port),
    '--db',
    `${folder}/${name}.sqlite`,
  ];
  const service = watch(`The service (${name})`, startChild(process.execPath, [...args, ...more]));
  return service.says(/(https?:\/\/\S+\/FeatureServer)\b/);
}

async function startServices() {
  if (process.argv.includes('--fresh')) rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const port = await nextFreePort(8180);
  const [serviceUrl, securedServiceUrl] = await Promise.all([
    startService('demo', { port }),
    startService('secured', { port: await nextFreePort(port + 1), more: ['--secured'] }),
  ]);
  return { serviceUrl, securedServiceUrl };
}

async function startDemo(/** @type {{ serviceUrl: string, securedServiceUrl: string }} */ services) {
  const sdkUrl = process.argv.includes('--sdk') ? await startSdkPages() : undefined;
  await buildDemo({ ...services, ...(sdkUrl === undefined ? {} : { sdkUrl }) });
  const demo = await serveDemo({ port: await nextFreePort(8080), connectSrc: Object.values(services) });
  closers.push(demo.close);
  return demo.url;
}

/** The pages over the ArcGIS Maps SDK take longer to build than all the rest. */
async function startSdkPages() {
  const dir = `${root}dist-demo/arcgis`;
  await buildArcGISDemo(dir);
  const pages = await serveArcGISDemo(dir, await nextFreePort(8090));
  closers.push(pages.close);
  return pages.url;
}

async function startStorybook() {
  const port = await nextFreePort(6006);
  const storybook = `${root}node_modules/storybook/dist/bin/dispatcher.js`;
  const args = [storybook, 'dev', '--ci', '--no-open', '--disable-telemetry', '--exact-port', '--port', String(port)];
  const child = watch('Storybook', startChild(process.execPath, args, { STORYBOOK_DISABLE_TELEMETRY: '1' }));
  await child.says(/Local:|ready!|started/);
  return `http://localhost:${port}/`;
}

try {
  console.log('Starting. The first start takes a moment.');
  if (existsSync(`${root}bin/gdb-emulator.ts`)) {
    const services = await startServices();
    if (hasDemo()) {
      const demoUrl = await startDemo(services);
      console.log(`  Demo page   ${demoUrl}`);
      console.log(`              ${demoUrl}?secured (on a service that asks for a sign-in)`);
      console.log(`              ${demoUrl}pages.html (a portal page, MapLibre, a look into a geodatabase)`);
    }
    console.log(`  Service     ${services.serviceUrl}`);
  }
  if (!process.argv.includes('--no-storybook')) console.log(`  Storybook   ${await startStorybook()}`);
  console.log('Ctrl-C ends all of them.');
} catch (error) {
  if (!isEnding) console.error(error instanceof Error ? error.message : error);
  await end(1);
}
