/** `npm run docs:requests`: what each operation asks of the service, counted in the emulator's log; prints the table of docs/for-admins.md. */
const { createWorld, goTo } = await import('../../test/journeys/world.js');

const world = await createWorld();
const { service } = world;
const context = await world.profile().open();
const page = await goTo(context, `${world.pageUrl}?watch=0&settle=300`);

/** @type {[string, number, string][]} */
const rows = [];
/**
 * @param {string} what
 * @param {() => Promise<unknown>} work
 */
async function counted(what, work) {
  await service.clearLog();
  await work();
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const { operation } of await service.log()) counts.set(operation, (counts.get(operation) ?? 0) + 1);
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  rows.push([what, total, [...counts].map(([name, count]) => (count > 1 ? `${count} ${name}` : name)).join(', ')]);
}

const sync = () => page.evaluate(() => /** @type {any} */ (window).gdbDemo.controller.syncGeodatabase());
/** @param {number} count @param {number} photo bytes; 0 for none */
const edit = (count, photo) =>
  page.evaluate(
    async ([many = 0, size = 0]) => {
      const { controller } = /** @type {any} */ (window).gdbDemo;
      const { features } = await controller.queryFeatures(0, { resultRecordCount: many });
      const updates = features.map((/** @type {any} */ feature) => ({
        attributes: { GlobalID: feature.globalId, notes: `note ${Math.random()}` },
      }));
      const adds = updates.map((/** @type {unknown} */ _, /** @type {number} */ i) => ({
        attributes: { name: `Added ${i}` },
        geometry: { x: 8, y: 47 },
      }));
      if (size === 0) await controller.applyEdits(0, { adds, updates });
      else {
        const file = new File([new Uint8Array(size).fill(1)], 'photo.jpg', { type: 'image/jpeg' });
        for (const { globalId } of features) await controller.addAttachment(0, globalId, file);
      }
    },
    [count, photo],
  );

await counted('taking an area of three layers offline, with its photos', () =>
  page.evaluate(async () => {
    const { controller } = /** @type {any} */ (window).gdbDemo;
    await controller.ready;
    await controller.generateGeodatabase(await controller.createDefaultGenerateGeodatabaseParameters());
  }),
);
await counted('a sync without changes', sync);
await edit(10, 0);
await counted('a sync of 20 edits, 10 of them updates', sync);
await edit(1, 300_000);
await counted('a sync of one photo of 300 kB', sync);
await edit(3, 9_000_000);
await counted('a sync of three photos of 9 MB', sync);
await edit(5, 0);
await service.fault({ operation: 'synchronizeReplica', kind: 'cutBody', atByte: 10, occurrence: 2 });
await counted('a sync of 10 edits whose reply is lost', sync);
await counted('ending the replica', () =>
  page.evaluate(() => /** @type {any} */ (window).gdbDemo.controller.unregisterGeodatabase()),
);
await context.close();
await world.close();
for (const [what, total, list] of rows) console.log(`| ${what} | ${total} | ${list} |`);
