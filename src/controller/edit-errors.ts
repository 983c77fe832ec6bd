/** Refused edits in the words of the Runtime SDK's samples. */
import type { EditIssue, EditOperation } from '../shared/records.js';
import type { FeatureEditError } from './types.js';

const WORDS: Readonly<Record<EditOperation, string>> = {
  add: 'add',
  update: 'update',
  delete: 'delete',
  attachAdd: 'addAttachment',
  attachUpdate: 'updateAttachment',
  attachDelete: 'deleteAttachment',
};

export function toFeatureEditError(issue: EditIssue): FeatureEditError {
  const {
    id,
    layerId,
    layerName,
    objectId,
    globalId,
    operation,
    attachmentGlobalId,
    attachmentName,
    title,
    error,
    at,
    givenUpParent,
  } = issue;
  return {
    id,
    layerId,
    layerName,
    objectId,
    globalId,
    editOperation: operation,
    editOperationString: WORDS[operation],
    ...(attachmentGlobalId === undefined ? {} : { attachmentGlobalId }),
    ...(attachmentName === undefined ? {} : { attachmentName }),
    title,
    error,
    at,
    ...(givenUpParent === undefined ? {} : { givenUpParent }),
  };
}

/** Refused edits that wait for a person, and those that a person gave up. */
export interface RefusedLists {
  readonly open: readonly FeatureEditError[];
  readonly discarded: readonly FeatureEditError[];
}

export function refusedLists(issues: readonly EditIssue[]): RefusedLists {
  const of = (isDiscarded: boolean): readonly FeatureEditError[] =>
    issues.filter(({ discardedAt }) => (discardedAt !== undefined) === isDiscarded).map(toFeatureEditError);
  return { open: of(false), discarded: of(true) };
}

/** An issue is written once; later it goes, is set aside, or loses edits that nobody sees. */
export function sameIssues(a: readonly EditIssue[], b: readonly EditIssue[]): boolean {
  return (
    a.length === b.length &&
    a.every(({ id, discardedAt }, at) => {
      const other = b[at];
      return other?.id === id && other.discardedAt === discardedAt;
    })
  );
}
