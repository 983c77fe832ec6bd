import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import type { SyncState } from '../../src/controller/types.js';
import type { Operation, SyncLeg } from '../../src/shared/records.js';
import { nextPhases, phaseList, type Phases } from '../../src/elements/sync-progress/phases.js';
import { ended, error, generateOperation, running, syncOperation } from '../support/controller-states.js';

const AREA = { attachments: 'bidirectional' } as const;
const uploading = { kind: 'uploading-attachments', done: 0, total: 2, bytesDone: 0, bytesTotal: 10 } as const;
const changes = { kind: 'downloading', what: 'changes', done: 0, total: null, bytesDone: 0, bytesTotal: null } as const;
const photos = { ...changes, what: 'attachments', total: 3 } as const;
const waiting = { kind: 'waiting-server', statusUrl: '', jobStatus: '' } as const;
const retry = { kind: 'waiting-retry', error: error('network', 'x'), nextAt: 0 } as const;

const both: SyncLeg = { direction: 'bidirectional', layerIds: [0] };
const down: SyncLeg = { direction: 'download', layerIds: [0] };
const up: SyncLeg = { direction: 'upload', layerIds: [0] };

/** A state of a run with these legs; without any it is not planned yet. */
function at(
  what: Parameters<typeof running>[0],
  legs: readonly SyncLeg[] = [],
  { operation, resumed = false }: { readonly operation?: Operation; readonly resumed?: boolean } = {},
): SyncState {
  return running(what, operation, { legs, resumed });
}

/** What is remembered after these states. */
function after(states: readonly SyncState[]): Phases | null {
  return states.reduce<Phases | null>((memory, state) => nextPhases(memory, state, AREA), null);
}

/** The list after these states, as `name state`. */
function listed(...states: readonly SyncState[]): string[] {
  const memory = after(states);
  return memory === null ? [] : phaseList(memory).map(({ name, state }) => `${name} ${state}`);
}

describe('the steps of a run', () => {
  it('are all to come while it is being planned', () => {
    expect(listed(at({ kind: 'preparing' }))).to.deep.equal([
      'attachments to-come',
      'edits to-come',
      'server to-come',
      'download to-come',
      'apply to-come',
      'photos to-come',
    ]);
  });

  it('are done one after the other', () => {
    const states = [at({ kind: 'preparing' }), at(uploading, [both]), at({ kind: 'submitting' }, [both])];
    expect(listed(...states, at(waiting, [both]))).to.deep.equal([
      'attachments done',
      'edits done',
      'server on',
      'download to-come',
      'apply to-come',
      'photos to-come',
    ]);
  });

  it('are not called done where the run did not need them', () => {
    const states = [at({ kind: 'preparing' }), at({ kind: 'submitting' }, [down])];
    expect(listed(...states, at({ kind: 'applying' }, [down]))).to.deep.equal([
      'edits done',
      'server skipped',
      'download skipped',
      'apply on',
      'photos to-come',
    ]);
  });

  it('that went before an element came are done as far as it knows', () => {
    expect(listed(at({ kind: 'applying' }, [both])).slice(0, 4)).to.deep.equal([
      'attachments done',
      'edits done',
      'server done',
      'download done',
    ]);
  });

  it('that an earlier page did are done, not left out: its job is found again', () => {
    const states = [at({ kind: 'preparing' }), at({ kind: 'reconciling', unknown: 2, notBefore: null })];
    expect(listed(...states, at(waiting, [both], { resumed: true })).slice(0, 3)).to.deep.equal([
      'attachments done',
      'edits done',
      'server on',
    ]);
  });

  it('begin with what others changed, where that is received before it would be overwritten', () => {
    const first = [at({ kind: 'preparing' }), at({ kind: 'submitting' }, [down, both]), at(changes, [down, both])];
    expect(listed(...first)[0]).to.equal('look on');
    expect(listed(...first, at(uploading, [both])).slice(0, 2)).to.deep.equal(['look done', 'attachments on']);
  });

  it('are what the direction asks for', () => {
    expect(listed(at({ kind: 'preparing' }, [], { operation: syncOperation('upload') }))).to.deep.equal([
      'attachments to-come',
      'edits to-come',
      'server to-come',
      'apply to-come',
    ]);
    expect(listed(at({ kind: 'submitting' }, [up]))).to.deep.equal([
      'attachments done',
      'edits on',
      'server to-come',
      'apply to-come',
    ]);
  });

  it('of taking an area end with its attachments, unless those are fetched when one is opened', () => {
    const taking = generateOperation();
    const lazy: Operation =
      taking.kind === 'generate'
        ? { ...taking, parameters: { ...taking.parameters, attachmentDownload: 'lazy' } }
        : taking;
    expect(listed(at(waiting, [down], { operation: taking })).at(-1)).to.equal('photos to-come');
    expect(listed(at(waiting, [down], { operation: lazy })).at(-1)).to.equal('apply to-come');
    expect(listed(at(photos, [], { operation: lazy })).at(-1)).to.equal('photos on');
  });

  it('wait where they were until the next try, and then begin again', () => {
    const broken = [at({ kind: 'preparing' }), at(uploading, [both]), at({ kind: 'submitting' }, [both]), at(retry)];
    expect(listed(...broken).slice(0, 3)).to.deep.equal(['attachments done', 'edits held', 'server to-come']);
    expect(listed(...broken, at({ kind: 'preparing' }), at(uploading, [both])).slice(0, 2)).to.deep.equal([
      'attachments on',
      'edits to-come',
    ]);
  });

  it('are none for what is one request, and when a run is over', () => {
    const operation = { kind: 'unregister', uid: 'u', startedAt: 0 } as Operation;
    expect(listed(at({ kind: 'preparing' }, [], { operation }))).to.deep.equal([]);
    expect(listed(at({ kind: 'preparing' }), ended({ kind: 'completed' }))).to.deep.equal([]);
    expect(listed({ kind: 'idle' })).to.deep.equal([]);
  });

  it('have at most one that is on, with nothing to come before it and nothing done after it, in any order of states', () => {
    const state = fc
      .tuple(
        fc.constantFrom<Parameters<typeof running>[0]>(
          { kind: 'preparing' },
          { kind: 'reconciling', unknown: 1, notBefore: null },
          uploading,
          { kind: 'submitting' },
          waiting,
          changes,
          photos,
          { kind: 'applying' },
          retry,
        ),
        fc.constantFrom<readonly SyncLeg[]>([], [both], [down], [up], [down, both]),
        fc.boolean(),
      )
      .map(([what, legs, resumed]) => at(what, legs, { resumed }));
    fc.assert(
      fc.property(fc.array(state, { minLength: 1, maxLength: 30 }), (states) => {
        const memory = after(states);
        if (memory === null) throw new Error('a run has steps');
        const list = phaseList(memory).map((phase) => phase.state);
        const present = list.findIndex((one) => one === 'on' || one === 'held');
        expect(list.filter((one) => one === 'on' || one === 'held').length).to.be.at.most(1);
        list.forEach((one, index) => {
          const isBehind = one === 'done' || one === 'skipped';
          if (index !== present) expect(isBehind, list.join()).to.equal(index < present);
        });
      }),
    );
  });
});
