/** A short, seeded part of `npm run fuzz`. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fuzzRescue } from './fuzz-rescue.js';
import { fuzzScanner } from './fuzz-scanner.js';
import { fuzzService } from './fuzz-service.js';

const readers = {
  'replies of a service': fuzzService,
  'bodies of large replies': fuzzScanner,
  'rescue files': fuzzRescue,
};

for (const [what, fuzz] of Object.entries(readers)) {
  describe(`damaged ${what}`, () => {
    it('are read, or refused with an error of ours; none changes what all objects have, none takes long', async () => {
      const { outcomes, failures } = await fuzz({ seed: 1, count: 400 });
      assert.deepEqual(failures, []);
      const [read = 0, refused = 0] = ['read', ''].map((name) =>
        Object.entries(outcomes).reduce(
          (sum, [key, count]) => sum + (key.startsWith('read') === (name !== '') ? count : 0),
          0,
        ),
      );
      assert.ok(read > 3 && refused > 50, JSON.stringify(outcomes));
    });
  });
}
