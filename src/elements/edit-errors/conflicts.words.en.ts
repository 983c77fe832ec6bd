import type { Message } from '../common/message.js';

const own = {
  conflictsWaiting: {
    one: '{count} feature was changed here and by others',
    other: '{count} features were changed here and by others',
  },
  conflictsWaitingTodo: 'Your change is not sent until you decide. Nothing is lost either way.',
  conflictsDecided: { one: '{count} decided', other: '{count} decided' },
  conflictsDecidedTodo: 'The other version is kept here for 30 days, and can be brought back.',
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
  keepMineOf: 'Keep mine: {title}',
  takeTheirs: 'Take theirs',
  takeTheirsOf: 'Take theirs: {title}',
  useSelection: 'Use the selection',
  useSelectionOf: 'Use the selection: {title}',
  keepAllMine: 'Keep all mine',
  takeAllTheirs: 'Take all theirs',
  mineCounts: 'Yours counts',
  theirsCount: 'Theirs counts',
  bringTheirsBack: 'Bring theirs back',
  bringTheirsBackOf: 'Bring theirs back: {title}',
  bringMineBack: 'Bring mine back',
  bringMineBackOf: 'Bring mine back: {title}',
  forget: 'Forget the other version',
  forgetOf: 'Forget the other version: {title}',
  untitled: 'Feature without a name',
  saidMine: '{title}: yours is sent with the next sync',
  saidTheirs: '{title}: theirs is taken',
  saidForgotten: '{title}: the other version is forgotten',
  notDone: 'That did not work. {reason}',
};

export type ConflictsKey = keyof typeof own;

export const conflictsEnglish: Readonly<Record<ConflictsKey, Message>> = own;
