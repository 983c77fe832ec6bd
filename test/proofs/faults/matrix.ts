/** The fault matrix as data: operations, what goes wrong with them, and what happens to the page then. */

/** What the person is doing when it goes wrong. */
export type Scene =
  'take-offline' | 'sync' | 'bad-edit' | 'conflict' | 'large-photo' | 'many-edits' | 'receive' | 'remove' | 'sign-in';

export interface Row {
  readonly name: string;
  readonly scene: Scene;
  /** As the emulator names it. */
  readonly operation: string;
  /** Strikes the nth such request of the scene. Default 1. */
  readonly occurrence?: number | 'every';
  /** The request orders a job. */
  readonly orders?: true;
  /** Switches of the emulator. */
  readonly options?: Readonly<Record<string, unknown>>;
  /** Also played with a tab that freezes: it takes its time. */
  readonly freezes?: true;
  /** Played in two tabs that begin at once and both live on, and so only, with requests that take their time. */
  readonly together?: true;
}

export const rows: readonly Row[] = [
  { name: 'service metadata', scene: 'sync', operation: 'service' },
  { name: 'layer metadata', scene: 'sync', operation: 'layers' },
  { name: 'createReplica', scene: 'take-offline', operation: 'createReplica', orders: true, freezes: true },
  { name: 'status of createReplica', scene: 'take-offline', operation: 'job' },
  { name: 'result file of createReplica', scene: 'take-offline', operation: 'resultFile' },
  { name: 'uploads/upload', scene: 'sync', operation: 'upload', freezes: true },
  { name: 'uploads/register', scene: 'large-photo', operation: 'register' },
  { name: 'uploads/uploadPart', scene: 'large-photo', operation: 'uploadPart', occurrence: 2 },
  { name: 'uploads/commit', scene: 'large-photo', operation: 'commit' },
  { name: 'synchronizeReplica, download', scene: 'sync', operation: 'synchronizeReplica' },
  { name: 'synchronizeReplica, edits', scene: 'sync', operation: 'synchronizeReplica', occurrence: 2, freezes: true },
  { name: 'synchronizeReplica, one bad edit', scene: 'bad-edit', operation: 'synchronizeReplica' },
  { name: 'synchronizeReplica, a conflict', scene: 'conflict', operation: 'synchronizeReplica' },
  { name: 'synchronizeReplica, as a job', scene: 'many-edits', operation: 'synchronizeReplica', orders: true },
  { name: 'status of synchronizeReplica', scene: 'many-edits', operation: 'job' },
  {
    name: 'status of a job that takes its time',
    scene: 'many-edits',
    operation: 'job',
    options: { jobDelayMs: 3000, replicaLock: 'none' },
  },
  { name: 'result file of synchronizeReplica', scene: 'many-edits', operation: 'resultFile' },
  { name: 'attachment download', scene: 'receive', operation: 'attachment' },
  { name: 'unRegisterReplica', scene: 'remove', operation: 'unRegisterReplica' },
  {
    name: 'synchronizeReplica, from two tabs',
    scene: 'sync',
    operation: 'synchronizeReplica',
    occurrence: 'every',
    options: { duplicateAdd: 'duplicate' },
    together: true,
  },
  { name: 'token', scene: 'sign-in', operation: 'generateToken' },
];

export interface Column {
  readonly name: string;
  /** Of the emulator, without operation and occurrence. */
  readonly fault: Readonly<Record<string, unknown>>;
  /** The request stays open until somebody gives up. */
  readonly holds?: true;
  /** The service gets the request twice: one that makes two rows of one GlobalID doubles it, and no client can help. */
  readonly twice?: true;
  /** Also played with a tab that freezes. */
  readonly freezes?: true;
  /** Rows that it can strike; the reason says why no other. */
  readonly only?: { readonly has: (row: Row) => boolean; readonly reason: string };
}

const jobs = { has: (row: Row): boolean => row.orders === true, reason: 'only a request that orders a job has one' };

export const columns: readonly Column[] = [
  { name: 'dropBeforeCommit', fault: { kind: 'dropBeforeCommit' }, twice: true },
  { name: 'dropReplyAfterCommit', fault: { kind: 'dropReplyAfterCommit' }, twice: true },
  { name: 'holdRequest', fault: { kind: 'holdRequest' }, holds: true },
  { name: 'holdReply', fault: { kind: 'holdReply' }, holds: true, freezes: true },
  { name: 'commitAfterClientGaveUp', fault: { kind: 'commitAfterClientGaveUp', delayMs: 200 }, holds: true },
  { name: 'slow', fault: { kind: 'slow', delayMs: 700 }, freezes: true },
  { name: 'cutBody', fault: { kind: 'cutBody', atByte: 12 } },
  { name: 'captivePortal', fault: { kind: 'captivePortal' } },
  { name: 'captivePortal, after', fault: { kind: 'captivePortal', when: 'after' } },
  { name: 'httpStatus 503', fault: { kind: 'httpStatus', status: 503, retryAfter: 1 } },
  { name: 'httpStatus 500, after', fault: { kind: 'httpStatus', status: 500, when: 'after' } },
  { name: 'jsonError 500', fault: { kind: 'jsonError', code: 500 } },
  { name: 'jsonError 500, after', fault: { kind: 'jsonError', code: 500, when: 'after' } },
  { name: 'token498', fault: { kind: 'token498' } },
  { name: 'token499', fault: { kind: 'token499' } },
  { name: 'deliverTwice', fault: { kind: 'deliverTwice' }, twice: true },
  {
    name: 'partLost',
    fault: { kind: 'partLost' },
    only: { has: ({ operation }) => operation === 'uploadPart', reason: 'only an uploaded part can be lost' },
  },
  {
    name: 'editIgnored',
    fault: { kind: 'editIgnored' },
    only: {
      has: ({ name }) => name === 'synchronizeReplica, edits' || name === 'synchronizeReplica, one bad edit',
      reason: 'only a request with edits in it can have one ignored',
    },
  },
  {
    name: 'resultFileGone',
    fault: { kind: 'resultFileGone' },
    only: { has: ({ operation }) => operation === 'resultFile', reason: 'only a result file can be gone' },
  },
  { name: 'jobFails', fault: { kind: 'jobFails' }, only: jobs },
  { name: 'jobFails, after', fault: { kind: 'jobFails', when: 'after' }, only: jobs },
  { name: 'jobForgotten', fault: { kind: 'jobForgotten' }, only: jobs },
  { name: 'resultError', fault: { kind: 'resultError' }, only: jobs },
];

/** What happens to the page once it went wrong. */
export const aftermaths = ['retry', 'reload', 'kill', 'other tab', 'frozen tab', 'both tabs'] as const;
export type Aftermath = (typeof aftermaths)[number];

export interface Cell {
  readonly row: Row;
  readonly column: Column;
  readonly aftermath: Aftermath;
}

/** Every cell that can occur. */
export function allCells(): readonly Cell[] {
  return rows.flatMap((row) =>
    columns
      .filter(({ only, name }) => (only?.has(row) ?? true) && (row.together !== true || name === 'slow'))
      .flatMap((column) =>
        aftermaths
          .filter((one) => one !== 'frozen tab' || (row.freezes === true && column.freezes === true))
          .filter((one) => (one === 'both tabs') === (row.together === true))
          .map((aftermath) => ({ row, column, aftermath })),
      ),
  );
}

const duplicateAdds = ['duplicate', 'error', 'update'] as const;

/** What the service of a cell does with a repeated add: each way in turn, where a client can help it at all. */
export function optionsOf(cell: Cell): Readonly<Record<string, unknown>> {
  const { row, column, aftermath } = cell;
  const turn = rows.indexOf(row) + columns.indexOf(column) + aftermaths.indexOf(aftermath);
  const duplicateAdd = duplicateAdds[column.twice === true ? 1 + (turn % 2) : turn % 3];
  return { jobDelayMs: 200, duplicateAdd, secured: row.scene === 'sign-in', ...row.options };
}

/** Some cells that cover every operation and every fault, and every aftermath as often as any. */
export function fewCells(count: number): readonly Cell[] {
  const cells = allCells();
  const chosen: Cell[] = [];
  const times = (has: (cell: Cell) => boolean): number => chosen.filter(has).length;
  while (chosen.length < Math.min(count, cells.length)) {
    const weight = (cell: Cell): number =>
      100 * times(({ row }) => row === cell.row) +
      100 * times(({ column }) => column === cell.column) +
      times(({ aftermath }) => aftermath === cell.aftermath);
    const left = cells.filter((cell) => !chosen.includes(cell));
    chosen.push(left.reduce((best, cell) => (weight(cell) < weight(best) ? cell : best)));
  }
  return chosen;
}

export function nameOf({ row, column, aftermath }: Cell): string {
  return `${row.name} / ${column.name} / ${aftermath}`;
}
