import type { Language } from '../../common/languages.js';

export const conflicts: Language['messages'] = {
  conflictsWaiting: 'Modifiées ici et par d’autres : {count}',
  conflictsDecided: 'Décidées : {count}',
  mine: 'La vôtre',
  theirs: 'La leur',
  before: 'Avant : {value}',
  shape: 'Forme',
  noValue: 'Vide',
  keepMine: 'Garder la mienne',
  takeTheirs: 'Prendre la leur',
  useSelection: 'Utiliser la sélection',
  keepAllMine: 'Garder toutes les miennes',
  takeAllTheirs: 'Prendre toutes les leurs',
  mineCounts: 'La vôtre compte',
  theirsCount: 'La leur compte',
  bringTheirsBack: 'Reprendre la leur',
  bringMineBack: 'Reprendre la mienne',
  forget: 'Oublier l’autre version',
  actionOf: '{action} : {title}',
  untitled: 'Entité sans nom',
  notDone: 'Cela n’a pas marché. {reason}',
};
