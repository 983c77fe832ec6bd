/** Bytes of attachments that come as base64 inside a reply: taken out of the body as it comes, and never held whole. */
import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import { toBase64 } from '../../../src/shared/base64.js';
import { isGdbError, type GdbError } from '../../../src/shared/errors.js';
import { PART_SIZE } from '../../../src/shared/parts.js';
import { BodyLoad } from '../../../src/store/load/body-load.js';
import { Pace } from '../../../src/store/load/pace.js';
import type { InlinePart } from '../../../src/store/downloads/inline-contents.js';
import { workerUrl } from '../../../src/store/worker/start-worker.js';
import type { AttachmentChange, BodyRest } from '../../../src/sync/ports.js';
import { photoBytes } from '../../support/service.js';
import { attachmentChange, changes, Device, id, NOTES, notes, POINTS, points, record, row, take } from '../fixture.js';
import { countKeys } from '../raw.js';
import { rejects } from '../rejects.js';

interface Taken {
  readonly rest: string;
  readonly contents: readonly { readonly name: string; readonly size: number }[];
  readonly bytes: readonly Uint8Array[];
  /** Of all buffers that were handed over. */
  readonly biggest: number;
}

/** The whole body, cut at these places. */
async function takeIn(pieces: Iterable<Uint8Array>): Promise<Taken> {
  const parts: InlinePart[] = [];
  let biggest = 0;
  const load = new BodyLoad({
    layers: new Map(),
    pace: new Pace(),
    makeRoom: () => Promise.resolve(),
    contents: {
      nameOf: (content) => `bytes ${String(content)}`,
      write: async (part) => {
        biggest = Math.max(biggest, part.bytes.byteLength);
        parts.push(part);
      },
    },
  });
  for (const piece of pieces) await load.feed(piece);
  const { rest, contents } = load.end();
  const bytes = await Promise.all(
    contents.map(async (_, content) => {
      const own = parts.filter((part) => part.content === content).map((part) => part.bytes);
      return new Uint8Array(await new Blob(own).arrayBuffer());
    }),
  );
  return { rest, contents, bytes, biggest };
}

function cut(body: string, cuts: readonly number[]): Uint8Array[] {
  const bytes = new TextEncoder().encode(body);
  const places = [...cuts].map((at) => Math.min(at, bytes.length)).sort((a, b) => a - b);
  return [...places, bytes.length].map((end, i) => bytes.slice(places[i - 1] ?? 0, end));
}

/** As writers of JSON may put it: slashes escaped or not, lines broken or not, padding or none. */
const spelling = fc.record({
  slash: fc.constantFrom('/', '\\/', '\\u002f'),
  breakAt: fc.option(fc.integer({ min: 1, max: 76 }), { nil: undefined }),
  padded: fc.boolean(),
});

function spelled(
  bytes: Uint8Array,
  how: { readonly slash: string; readonly breakAt: number | undefined; readonly padded: boolean },
): string {
  const plain = how.padded ? toBase64(bytes) : toBase64(bytes).replace(/=+$/, '');
  const { breakAt } = how;
  const lines = breakAt === undefined ? plain : plain.replace(new RegExp(`(.{${String(breakAt)}})`, 'g'), '$1\\r\\n');
  return lines.replaceAll('/', how.slash);
}

async function fault(body: string): Promise<GdbError> {
  try {
    await takeIn(cut(body, []));
  } catch (error) {
    if (isGdbError(error)) return error;
    throw error;
  }
  throw new Error('nothing was wrong');
}

describe('bytes of attachments inside a body', () => {
  it('are taken out whatever the spelling, wherever they stand, wherever the body is cut', async () => {
    const content = fc.record({ bytes: fc.uint8Array({ maxLength: 300 }), how: spelling, isFirst: fc.boolean() });
    const cases = fc.record({
      contents: fc.array(content, { maxLength: 4 }),
      asLists: fc.boolean(),
      key: fc.constantFrom('data', 'Data', 'DATA'),
      cuts: fc.array(fc.nat(1500), { maxLength: 40 }),
    });
    await fc.assert(
      fc.asyncProperty(cases, async ({ contents, asLists, key, cuts }) => {
        const entryOf = (text: string, { isFirst }: { readonly isFirst: boolean }, at: number): string => {
          const others = `"name":"\\"data\\": ${String(at)}","x":{"data":"no bytes!"}`;
          return isFirst ? `{"${key}":"${text}",${others}}` : `{${others}, "${key}" : "${text}"}`;
        };
        const list = (texts: readonly string[]): string => {
          const entries = `[${contents.map((one, at) => entryOf(texts[at] ?? '', one, at)).join(' , ')}]`;
          return asLists ? `{"adds":${entries},"updates":[],"deleteIds":["data"]}` : entries;
        };
        const around = (texts: readonly string[]): string =>
          `{"edits":[{"id":0,"attachments":${list(texts)},"data":"kept"}],"data":"kept"}`;
        const taken = await takeIn(cut(around(contents.map(({ bytes, how }) => spelled(bytes, how))), cuts));
        expect(JSON.parse(taken.rest)).to.deep.equal(
          JSON.parse(around(contents.map((_, at) => `bytes ${String(at)}`))),
        );
        expect(taken.bytes).to.deep.equal(contents.map(({ bytes }) => bytes));
        expect(taken.contents.map(({ size }) => size)).to.deep.equal(contents.map(({ bytes }) => bytes.length));
      }),
      { numRuns: 300 },
    );
  });

  it('of a video are never held whole: no buffer is larger than a part, and the rest stays small', async function () {
    this.timeout(60_000);
    const block = new Uint8Array(photoBytes(3 * 1024 * 1024));
    const blocks = 24;
    const text = new TextEncoder().encode(toBase64(block));
    function* body(): Generator<Uint8Array> {
      yield new TextEncoder().encode('{"layers":[{"id":0,"features":[],"attachments":[{"data":"');
      for (let n = 0; n < blocks; n += 1)
        for (let at = 0; at < text.length; at += 65_537) yield text.slice(at, at + 65_537);
      yield new TextEncoder().encode('"}]}]}');
    }
    let pieces = 0;
    function* counted(): Generator<Uint8Array> {
      for (const piece of body()) {
        pieces += 1;
        yield piece;
      }
    }
    const { rest, contents, biggest } = await takeIn(counted());
    expect(contents[0]?.size).to.equal(blocks * block.length);
    expect(biggest).to.equal(PART_SIZE);
    expect(rest.length).to.be.below(200);
    expect(pieces).to.be.above(1000);
  });

  it('that are no base64 are named with their byte; a body that is cut inside them is damaged', async () => {
    const before = '{"layers":[{"id":0,"attachments":[{"data":"';
    for (const text of ['AA*A', 'A', 'AA=', 'AAA==', 'AA==A', '=', 'AB\\u00e9C']) {
      const error = await fault(`${before}${text}"}]}]}`);
      expect(error.code, text).to.equal('bad-reply');
      expect(error.details.byteOffset, text).to.be.within(before.length, before.length + text.length);
    }
    expect((await fault(`${before}AAAA`)).code).to.equal('network');
    expect((await fault(`${before}AA\nAA"}]}]}`)).code).to.equal('network');
  });
});

for (const [way, worker] of [
  ['on the page', null],
  ['in a worker', workerUrl()],
] as const)
  describe(`a body with bytes of attachments, taken in ${way}`, function () {
    this.timeout(60_000);
    let device: Device;
    let download: number;
    beforeEach(async () => {
      device = await Device.start(worker);
      download = await device.store.beginDownload(device.epoch, { layers: [points, notes], bodyBytes: null });
    });
    afterEach(() => device.stop());

    const small = new Uint8Array(photoBytes(1000));
    const large = new Uint8Array(photoBytes(2 * PART_SIZE + 5));
    const body =
      `{"layers":[{"id":${String(POINTS)},"features":[${JSON.stringify(row(1))}],"attachments":` +
      `[{"data":"${toBase64(small)}"},{"data":"${toBase64(large)}"},{"data":""}]},{"id":${String(NOTES)},"features":[]}]}`;

    const feed = async (text: string): Promise<BodyRest> => {
      const bytes = new TextEncoder().encode(text);
      for (let at = 0; at < bytes.length; at += 100_003)
        await device.store.feed(device.epoch, download, bytes.slice(at, at + 100_003).buffer);
      return device.store.endOfBody(device.epoch, download);
    };
    const nameOf = ({ contents }: BodyRest, at: number): Partial<AttachmentChange> => {
      const { name: inline = '', size = 0 } = contents?.[at] ?? {};
      return { inline, size, url: null };
    };
    const commit = () =>
      device.store.commitDownload(device.epoch, download, {
        geodatabase: record,
        generations: null,
        lastSyncAt: 5,
        settleAttempt: null,
        take: take([POINTS, NOTES]),
      });

    it('shows them as received, every byte, part by part', async () => {
      const end = await feed(body);
      expect(end.contents?.map(({ size }) => size)).to.deep.equal([small.length, large.length, 0]);
      const attachments = [500, 501, 502].map((n, at) => attachmentChange(n, 1, nameOf(end, at)));
      await device.store.stage(device.epoch, download, [changes(POINTS, { attachments })]);
      await commit();
      const records = await device.store.queryAttachments(POINTS, [id(1)]);
      expect(records.map(({ size, partCount, state }) => ({ size, partCount, state }))).to.deep.equal(
        [small.length, large.length, 0].map((size) => ({
          size,
          partCount: Math.ceil(size / PART_SIZE),
          state: { kind: 'received', bytesHere: true },
        })),
      );
      const read = async (at: number): Promise<Uint8Array> => {
        const { globalId, contentVersion, partCount } = records[at]!;
        const parts = Array.from({ length: partCount }, (_, no) => device.store.readPart(globalId, contentVersion, no));
        return new Uint8Array(await new Blob(await Promise.all(parts)).arrayBuffer());
      };
      expect(await read(0)).to.deep.equal(small);
      expect(await read(1)).to.deep.equal(large);
      expect(await countKeys(device.entry.name, 'part'), 'nothing else is left').to.equal(4);
    });

    it('keeps nothing of what nobody names, and nothing when it is let go', async () => {
      await feed(body);
      await commit();
      expect(await countKeys(device.entry.name, 'part')).to.equal(0);
      download = await device.store.beginDownload(device.epoch, { layers: [points, notes], bodyBytes: null });
      await feed(body);
      await device.store.dropDownload(device.epoch, download);
      expect(await countKeys(device.entry.name, 'part')).to.equal(0);
    });

    it('leaves what a dead holder took in to the next one, who sweeps it', async () => {
      await feed(body);
      expect(await countKeys(device.entry.name, 'part')).to.equal(4);
      await device.store.takeHold(2000);
      expect(await countKeys(device.entry.name, 'part')).to.equal(0);
    });

    it('gives nothing for a name that nobody gave', async () => {
      await feed(body);
      const attachments = [attachmentChange(500, 1, { inline: 'some name:0', size: 1000, url: null })];
      await rejects(device.store.stage(device.epoch, download, [changes(POINTS, { attachments })]), 'internal');
      await device.store.dropDownload(device.epoch, download);
      expect(await countKeys(device.entry.name, 'part'), 'and it can still be let go').to.equal(0);
    });
  });
