import type { Message } from '../common/message.js';
import { askedEnglish, type AskedKey } from '../common/words/asked.en.js';

const own = {
  conflictsWaitingTodo: 'Your change is not sent until you decide. Nothing is lost either way.',
  conflictsDecided: 'Decided: {count}',
  conflictsDecidedTodo: 'The other version is kept here for {days} days, and can be brought back.',
  mine: 'Yours',
  theirs: 'Theirs',
  before: 'Before: {value}',
  shape: 'Shape',
  shapeMine: 'As you drew it',
  shapeTheirs: 'As others drew it',
  noValue: 'Empty',
  mineDeleted: 'You deleted it. Others changed it since.',
  theirsDeleted: 'Others deleted it. You changed it since.',
  chooseFor: '{field}: whose value counts',
  keepMine: 'Keep mine',
  takeTheirs: 'Take theirs',
  useSelection: 'Use the selection',
  keepAllMine: 'Keep all mine',
  takeAllTheirs: 'Take all theirs',
  mineCounts: 'Yours counts',
  theirsCount: 'Theirs counts',
  bringTheirsBack: 'Bring theirs back',
  bringMineBack: 'Bring mine back',
  forget: 'Forget the other version',
  askForget: 'Forget the other version? It can’t be brought back then.',
  keep: 'Keep it',
  untitled: 'Feature without a name',
  actionOf: '{action}: {title}',
  saidMine: '{title}: yours is sent with the next sync',
  saidTheirs: '{title}: theirs is taken',
  saidForgotten: '{title}: the other version is forgotten',
  notDone: 'That did not work. {reason}',
};

export type ConflictsKey = AskedKey | keyof typeof own;

export const conflictsEnglish: Readonly<Record<ConflictsKey, Message>> = {
  ...askedEnglish,
  ...own,
};
