import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { useEmulator } from './support/emulator.js';
import type { Failure } from './support/replies.js';

const { fresh, running } = useEmulator();

interface VariantJson {
  values: string[];
  about: string;
  section: string;
}

describe('the variants', () => {
  it('are told by the control endpoint: values with the default first, a sentence and a section', async () => {
    const variants = (await (await fetch(`${running().url}/control/variants`)).json()) as Record<string, VariantJson>;
    assert.deepEqual(variants['duplicateAdd']?.values, ['error', 'update', 'duplicate']);
    for (const [name, { values, about, section }] of Object.entries(variants)) {
      assert.ok(values.length > 1 && new Set(values).size === values.length, name);
      assert.match(about, /\.$/, name);
      assert.notEqual(section, '', name);
    }
  });

  it('are set for a service by the control endpoint, and a value that does not exist is refused', async () => {
    const service = await fresh({ options: { duplicateAdd: 'update' } });
    await service.configure({ errorDetails: 'null' });
    const options = await service.ask<Record<string, unknown>>('GET', 'options');
    assert.deepEqual(
      [options['duplicateAdd'], options['errorDetails'], options['leavingRows']],
      ['update', 'null', 'delete'],
    );
    const refused = await service.ask<Failure>('POST', 'options', { duplicateAdd: 'merge' });
    assert.match(refused.error.message, /duplicateAdd is one of error, update, duplicate, not merge/);
  });

  it('of one host are set by its profile, and single ones beside it overrule it', async () => {
    const service = await fresh({ options: { profile: 'online', statusUrlForm: 'jobs' } });
    const options = await service.ask<Record<string, unknown>>('GET', 'options');
    assert.deepEqual([options['guidFormat'], options['statusUrlForm']], ['bare', 'jobs']);
    const refused = await service.ask<Failure>('POST', 'options', { profile: 'mainframe' });
    assert.match(refused.error.message, /Unknown profile: mainframe. There are online/);
  });
});
