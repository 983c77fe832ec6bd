/** A sealed file opens with its passphrase, whole and in its order, or not at all. */
import { expect } from '@open-wc/testing';
import { seal, unseal, type Bytewise } from '../../src/rescue/seal.js';
import { isGdbError } from '../../src/shared/errors.js';
import { TestService, photoBytes, sha256 } from '../support/service.js';
import { day, device, exported, isRefused } from './fixture.js';

const CHUNK = 256 * 1024;
const SEALED = CHUNK + 16;
const HEADER = 48;

async function sealed(bytes: ArrayBuffer, passphrase: string): Promise<Uint8Array<ArrayBuffer>> {
  const readable = new Blob([bytes]).stream().pipeThrough(await seal(passphrase));
  return new Uint8Array(await new Response(readable).arrayBuffer());
}

function bytewise(bytes: Uint8Array<ArrayBuffer>): Bytewise {
  return { size: bytes.length, read: (from, length) => Promise.resolve(bytes.slice(from, from + length)) };
}

async function codeOf(bytes: Uint8Array<ArrayBuffer>, passphrase = 'correct horse'): Promise<string> {
  try {
    const file = await unseal(bytewise(bytes), passphrase);
    for (let at = 0; at < file.size; at += CHUNK) await file.read(at, CHUNK);
    return 'opened';
  } catch (error) {
    return isGdbError(error) ? error.code : String(error);
  }
}

describe('a sealed file', () => {
  let plain: ArrayBuffer;
  let whole: Uint8Array<ArrayBuffer>;

  before(async () => {
    plain = photoBytes(4 * CHUNK + 77);
    whole = await sealed(plain, 'correct horse');
  });

  it('gives back every byte, from anywhere', async () => {
    const file = await unseal(bytewise(whole), 'correct horse');
    expect(file.size).to.equal(plain.byteLength);
    expect(await sha256((await file.read(0, file.size)).buffer)).to.equal(await sha256(plain));
    const middle = await file.read(CHUNK - 5, 10);
    expect([...middle]).to.deep.equal([...new Uint8Array(plain.slice(CHUNK - 5, CHUNK + 5))]);
  });

  it('seals sizes at the edges of a chunk', async () => {
    for (const size of [0, 1, CHUNK, 2 * CHUNK]) {
      const file = await unseal(bytewise(await sealed(photoBytes(Math.max(size, 4)).slice(0, size), 'p')), 'p');
      expect(file.size).to.equal(size);
      expect((await file.read(0, size)).length).to.equal(size);
    }
  }).timeout(60_000);

  it('does not open with another passphrase; the same letters in another form do', async () => {
    expect(await codeOf(whole, 'Correct horse')).to.equal('wrong-passphrase');
    const umlaut = await sealed(plain.slice(0, 10), 'Zu\u0308rich');
    expect(await codeOf(umlaut, 'Z\u00FCrich')).to.equal('opened');
  }).timeout(60_000);

  it('tells when it is cut, also between two chunks', async () => {
    for (const size of [0, 10, HEADER, HEADER + SEALED, HEADER + 3 * SEALED, whole.length - 1])
      expect(await codeOf(whole.slice(0, size)), String(size)).to.be.oneOf(['bad-file', 'wrong-passphrase']);
    expect(await codeOf(whole.slice(0, HEADER + 3 * SEALED))).to.equal('bad-file');
  }).timeout(60_000);

  it('tells when chunks are moved, repeated, left out or changed', async () => {
    const chunk = (n: number): Uint8Array => whole.slice(HEADER + n * SEALED, HEADER + (n + 1) * SEALED);
    const of = async (...chunks: number[]): Promise<string> =>
      codeOf(
        new Uint8Array(
          await new Blob([
            whole.slice(0, HEADER),
            ...chunks.map((n) => chunk(n) as Uint8Array<ArrayBuffer>),
          ]).arrayBuffer(),
        ),
      );
    expect(await of(0, 1, 2, 3, 4)).to.equal('opened');
    expect(await of(0, 2, 1, 3, 4)).to.equal('bad-file');
    expect(await of(0, 1, 1, 3, 4)).to.equal('bad-file');
    expect(await of(0, 1, 3, 4)).to.equal('bad-file');
    const changed = whole.slice();
    changed[HEADER + SEALED + 5] = (changed[HEADER + SEALED + 5] ?? 0) ^ 1;
    expect(await codeOf(changed)).to.equal('bad-file');
  }).timeout(60_000);

  it('with a header that asks for fewer rounds, or for endless ones, is not opened', async () => {
    for (const rounds of [1, 599_999, 4_000_000_000]) {
      const changed = whole.slice();
      new DataView(changed.buffer).setUint32(12, rounds);
      expect(await codeOf(changed)).to.equal('unsupported-file');
    }
    expect(new DataView(whole.buffer).getUint32(12)).to.be.at.least(600_000);
  });
});

describe('a sealed rescue file', () => {
  it('is imported with its passphrase only, and shows nothing of what it holds', async () => {
    const service = await TestService.create();
    const a = await device(service, 'sealed-a');
    const b = await device(service, 'sealed-b');
    await day(a);
    const file = await exported(a, { passphrase: 'four words of mine' });
    expect(file.name).to.match(/\.zip\.sealed$/);
    expect(await file.text()).not.to.match(/From the field|manifest|hydrant/);
    await isRefused(b, file, 'wrong-passphrase');
    await isRefused(b, file, 'wrong-passphrase', 'four words of yours');
    await isRefused(b, file.slice(0, file.size - 1), 'bad-file', 'four words of mine');
    expect(await b.importPendingEdits(file, { passphrase: 'four words of mine' })).to.include({
      features: 3,
      attachments: 1,
    });
    await b.syncGeodatabase();
    expect(await service.features(0, "name = 'From the field'")).to.have.length(1);
    a.close();
    b.close();
  }).timeout(60_000);
});
