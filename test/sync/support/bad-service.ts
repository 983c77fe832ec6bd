/**
 * A service with a memory and a bad connection, for random stories. It keeps rows and photos, counts every copy of a GlobalID, and does to each
 * request what the story says: lose it, lose its reply, perform it late, answer half of it, make a job of it and forget the job.
 */
import { toGlobalId, type GlobalId } from '../../../src/shared/ids.js';
import type { Attributes } from '../../../src/shared/esri.js';
import type { EditResult, JobStatus, ReplicaReply, Submission, SynchronizeRequest } from '../../../src/sync/ports.js';
import { changesOf, description, failure, id, refusal, reply, result, row, withoutUniqueIds } from './samples.js';
import type { World } from './world.js';

/** What happens to a request, or to the job that it becomes. */
export type Fate =
  | 'ok'
  | 'lost'
  | 'reply-lost'
  | 'late'
  | 'page-killed'
  | 'page-killed-late'
  | 'html'
  | 'error-for-the-whole'
  | 'token-refused'
  | 'half-the-results'
  | 'one-refused'
  | 'rolled-back'
  | 'file-lost'
  | 'job'
  | 'job-killed'
  | 'job-failed'
  | 'job-forgotten'
  | 'job-silent';

export const FATES: readonly Fate[] = [
  'ok',
  'lost',
  'reply-lost',
  'late',
  'page-killed',
  'page-killed-late',
  'html',
  'error-for-the-whole',
  'token-refused',
  'half-the-results',
  'one-refused',
  'rolled-back',
  'file-lost',
  'job',
  'job-killed',
  'job-failed',
  'job-forgotten',
  'job-silent',
];

/** Shorter than the time after which a look counts as the second. */
const LATE_MS = 100_000;
const STATUS = 'https://gis.example.com/jobs';

export class BadService {
  /** Copies of each row: a good story ends with one each. */
  readonly rows = new Map<GlobalId, Attributes[]>();
  readonly photos = new Map<GlobalId, number>();
  /** True when the page is gone: the test starts the next one. */
  pageKilled = false;
  readonly #world: World;
  readonly #fates: Fate[];
  readonly #unique: boolean;
  readonly #jobs = new Map<string, JobStatus | 'forgotten'>();
  readonly #files = new Map<string, ReplicaReply>();
  readonly #late: { readonly at: number; readonly perform: () => void }[] = [];
  readonly #changed = new Map<GlobalId, number>();
  #generation = 10;

  /** `unique`: it rejects a repeated GlobalID, and says so; otherwise it makes a second row of it. */
  constructor(world: World, options: { readonly fates: readonly Fate[]; readonly unique: boolean }) {
    this.#world = world;
    this.#fates = [...options.fates];
    this.#unique = options.unique;
    const { automatic } = world.service;
    const layers = options.unique ? description.layers : description.layers.map(withoutUniqueIds);
    automatic.describe = () => ({ ...description, layers });
    automatic.replicaMark = () => String(this.#generation);
    automatic.queryByGlobalIds = (_layer, ids) =>
      [...this.rows.keys()].filter((key) => ids.includes(key)).map((key) => this.#row(key));
    automatic.queryAttachments = (_layer, parents) =>
      [...this.photos].map(([globalId]) => ({
        globalId,
        parentGlobalId: parents[0] ?? id(0),
        attachmentId: 1,
        name: 'p',
        size: 1,
      }));
    automatic.synchronizeReplica = (request) => this.#take(request);
    automatic.jobStatus = (url) => {
      const job = this.#jobs.get(url) ?? 'forgotten';
      if (job === 'forgotten') throw failure('http', { status: 404 });
      return job;
    };
    automatic.readResult = (url) => {
      const file = this.#files.get(url);
      if (file === undefined) throw failure('http', { status: 404 });
      return file;
    };
  }

  /** From here on nothing bad happens any more. */
  becomeGood(): void {
    this.#fates.length = 0;
  }

  /** Performs what was late, once its time has come. */
  tick(now: number): void {
    for (const late of this.#late.splice(0)) {
      if (late.at <= now) late.perform();
      else this.#late.push(late);
    }
  }

  #row(globalId: GlobalId) {
    return row(Number.parseInt(globalId.slice(-12), 16), this.rows.get(globalId)?.[0] ?? {});
  }

  #take(request: SynchronizeRequest): Submission | Promise<Submission> {
    const fate = this.#fates.shift() ?? 'ok';
    const perform = (): ReplicaReply => this.#perform(request, fate);
    const later = (): void => {
      this.#late.push({ at: this.#world.clock.now() + LATE_MS, perform });
    };
    switch (fate) {
      case 'lost':
        throw failure('network');
      case 'reply-lost':
        perform();
        throw failure('network');
      case 'late':
        later();
        throw failure('timeout');
      case 'page-killed':
        perform();
        return this.#killPage();
      case 'page-killed-late':
        later();
        return this.#killPage();
      case 'html':
        perform();
        throw failure('not-json');
      case 'error-for-the-whole':
        perform();
        throw failure('service', { answered: true, serviceCode: 500 });
      case 'token-refused':
        throw failure('token-invalid', { answered: true });
      case 'file-lost':
        perform();
        return { kind: 'file', url: 'gone' };
      case 'job':
      case 'job-killed':
      case 'job-failed':
      case 'job-forgotten':
      case 'job-silent':
        return this.#becomeJob(fate, perform());
      default:
        return { kind: 'reply', reply: perform() };
    }
  }

  #killPage(): Promise<never> {
    this.pageKilled = true;
    return new Promise(() => undefined);
  }

  #becomeJob(fate: Fate, answer: ReplicaReply): Submission {
    const statusUrl = `${STATUS}/${this.#jobs.size}`;
    const file = `${statusUrl}/file`;
    this.#files.set(file, fate === 'job-silent' ? { ...answer, results: [] } : answer);
    const done = { kind: 'done', status: 'Completed', resultUrl: file, withErrors: false } as const;
    this.#jobs.set(
      statusUrl,
      fate === 'job-forgotten' ? 'forgotten' : fate === 'job-failed' ? { kind: 'failed', error: null } : done,
    );
    // The page dies after the status URL was committed, which is a moment after this answer.
    if (fate === 'job-killed') this.#killBefore('jobStatus');
    return { kind: 'job', statusUrl };
  }

  #killBefore(operation: 'jobStatus'): void {
    const { automatic } = this.#world.service;
    const usual = automatic[operation];
    automatic[operation] = () => {
      if (usual !== undefined) automatic[operation] = usual;
      return this.#killPage();
    };
  }

  #perform(request: SynchronizeRequest, fate: Fate): ReplicaReply {
    const since = request.generations.kind === 'perReplica' ? request.generations.serverGen : 0;
    const edits = request.leg.direction === 'download' ? [] : request.edits;
    if (edits.length > 0) this.#generation += 1;
    const isRolledBack = fate === 'rolled-back';
    let refuses = fate === 'one-refused' || isRolledBack;
    const results = edits.flatMap(({ layerId, features, attachments }): EditResult[] => {
      const judge = (globalId: GlobalId, operation: EditResult['operation'], apply: () => number): EditResult => {
        const named = { layerId, globalId };
        if (isRolledBack && !refuses) return refusal(0, operation, 1003, named);
        const code = refuses ? 1001 : apply();
        refuses = false;
        return code === 0 ? result(0, operation, named) : refusal(0, operation, code, named);
      };
      const idOf = (attributes: Attributes): GlobalId => toGlobalId(attributes['GlobalID'] as string);
      return [
        ...features.adds.map(({ attributes }) =>
          judge(idOf(attributes), 'add', () => this.#add(idOf(attributes), attributes)),
        ),
        ...features.updates.map(({ attributes }) =>
          judge(idOf(attributes), 'update', () => this.#update(idOf(attributes), attributes)),
        ),
        ...features.deleteIds.map((globalId) => judge(globalId, 'delete', () => this.#delete(globalId))),
        ...attachments.adds.map(({ globalId }) => judge(globalId, 'attachAdd', () => this.#attach(globalId))),
      ];
    });
    const changed = [...this.#changed].filter(([, generation]) => generation > since).map(([globalId]) => globalId);
    const changes = changesOf(0, {
      rows: changed.filter((key) => this.rows.has(key)).map((key) => this.#row(key)),
      deleteIds: changed.filter((key) => !this.rows.has(key)),
    });
    const told = fate === 'half-the-results' ? results.slice(1) : results;
    return reply({
      generations: { kind: 'perReplica', serverGen: this.#generation },
      results: told,
      changes: [changes],
    });
  }

  #add(globalId: GlobalId, attributes: Attributes): number {
    const copies = this.rows.get(globalId) ?? [];
    if (copies.length > 0 && this.#unique) return 1022;
    return this.#put(globalId, [...copies, attributes]);
  }

  #update(globalId: GlobalId, attributes: Attributes): number {
    const copies = this.rows.get(globalId);
    return copies === undefined
      ? 1011
      : this.#put(
          globalId,
          copies.map((copy) => ({ ...copy, ...attributes })),
        );
  }

  #delete(globalId: GlobalId): number {
    if (!this.rows.delete(globalId)) return 1011;
    this.#changed.set(globalId, this.#generation);
    return 0;
  }

  #put(globalId: GlobalId, copies: Attributes[]): number {
    this.rows.set(globalId, copies);
    this.#changed.set(globalId, this.#generation);
    return 0;
  }

  #attach(globalId: GlobalId): number {
    const copies = this.photos.get(globalId) ?? 0;
    if (copies > 0 && this.#unique) return 1022;
    this.photos.set(globalId, copies + 1);
    return 0;
  }
}
