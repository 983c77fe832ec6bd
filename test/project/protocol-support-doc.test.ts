/** docs/protocol-support.md says what the conformance table proves, and messages that the code has. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { checkService, type LayerFacts, type ServiceFacts } from '../../src/shared/check-service.js';
import { withTables } from '../conformance/document.js';
import { rows } from '../conformance/rows.js';

const document = readFileSync('docs/protocol-support.md', 'utf8');
const plain = (text: string): string => text.replace(/\s+/g, ' ');

const trees: LayerFacts = {
  layerId: 0,
  name: 'Trees',
  capabilities: ['QUERY', 'SYNC'],
  hasGlobalIds: true,
  uniqueGlobalIds: true,
  hasAttachments: true,
  attachmentGlobalIds: false,
  datesInUnknownTimezone: false,
  versioning: 'none',
};

describe('docs/protocol-support.md', () => {
  it('agrees with the conformance table (else: npm run conformance -- --docs)', () => {
    assert.equal(plain(document), plain(withTables(document, rows)));
  });

  it('has the messages that a person will read', () => {
    const can = {
      canSync: true,
      canCreate: false,
      canUpdate: false,
      canDelete: false,
      perLayer: true,
      perReplica: true,
    };
    const check = (layers: readonly LayerFacts[], changes: object = {}): string[] => {
      const facts = { capabilities: { ...can, ...changes }, layers } as unknown as ServiceFacts;
      return checkService(facts).gaps.map(({ message }) => message);
    };
    const told = [
      check([trees], { canSync: false })[0],
      check([{ ...trees, capabilities: ['SYNC'] }])[0],
      check([trees], { perLayer: false, perReplica: false })[0],
      check([])[0],
      check([{ ...trees, hasGlobalIds: false }])[0],
      check([{ ...trees, capabilities: ['QUERY'] }])[0],
      check([trees]).find((message) => message.startsWith('Nobody may edit')),
      check([trees]).find((message) => message.startsWith('The attachments')),
      check([trees], { canUpdate: true }).find((message) => message.startsWith('Features cannot be added')),
    ];
    for (const message of told) assert.ok(message !== undefined && plain(document).includes(message), message);
  });
});
