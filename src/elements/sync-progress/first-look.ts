/** The progress card before its face is there: how far a run is, and the buttons that hold and end it. */
import type { CSSResultGroup } from 'lit';
import type { ControllerState } from '../../controller/types.js';
import type { ControllerBinding } from '../common/binding.js';
import { button } from '../common/button.styles.js';
import { drawNodes, make } from '../common/draw.js';
import { firstWords, type FirstTable } from '../common/first-words.js';
import type { LookTools } from '../common/lazy-face.js';
import type { RunningState } from '../common/status-words.js';
import { tokens } from '../common/tokens.styles.js';
import type { GdbSyncProgress } from './gdb-sync-progress.js';
import type { ProgressShown } from './progress-frame.js';
import { frame } from './progress-frame.styles.js';

// As among the icons, which are many: this file is fetched alone.
const SYNC = 'M20 11a8 8 0 0 0-14.3-3.9L3.5 9.5M3.5 4.5v5h5M4 13a8 8 0 0 0 14.3 3.9l2.2-2.4M20.5 19.5v-5h-5';

export const styles: CSSResultGroup = [tokens, button, frame];

export const firstKeys = ['pause', 'cancel'] as const;

export const firstTable: FirstTable = {
  en: ['Pause', 'Cancel'],
  ar: ['إيقاف مؤقت', 'إلغاء'],
  de: ['Anhalten', 'Abbrechen'],
  es: ['Pausar', 'Cancelar'],
  fr: ['Mettre en pause', 'Annuler'],
  he: ['השהיה', 'ביטול'],
  it: ['Metti in pausa', 'Annulla'],
  ja: ['一時停止', 'キャンセル'],
  ko: ['일시 중지', '취소'],
  nl: ['Pauzeren', 'Annuleren'],
  pl: ['Wstrzymaj', 'Anuluj'],
  pt: ['Pausar', 'Cancelar'],
  sv: ['Pausa', 'Avbryt'],
  zh: ['暂停', '取消'],
};

/** Null where nothing runs, or something holds it. */
export function firstLook(
  { state }: ControllerBinding,
  { mode, keep }: LookTools,
  host: GdbSyncProgress,
): ProgressShown | null {
  if (state === undefined) return null;
  const { sync, paused, elsewhere } = state;
  const { kind } = sync;
  if (!('run' in sync) || kind === 'waiting-retry' || paused.length > 0 || elsewhere) return null;
  const words = firstWords(host, firstKeys, firstTable);
  const isCompact = host.layout === 'compact';
  const steps = isCompact ? 0 : stepsOf(state, sync);
  return {
    draw: drawNodes,
    base: `busy ${isCompact ? 'compact' : ''} ${mode}`,
    sign: SYNC,
    title: '\u00a0',
    bar: { percent: null },
    phases: steps > 0 ? room(steps) : '',
    actions: firstKeys.map((action) => ({ action, text: words.text(action), look: '', onPress: keep })),
  };
}

function room(steps: number): HTMLElement {
  const phases = make('div', { class: 'phases' });
  phases.style.setProperty('--_rows', String(steps));
  return phases;
}

/** How many steps the face will list: room is kept for them, so that the buttons below stay where they are. */
function stepsOf({ geodatabase }: ControllerState, { run: { operation, legs } }: RunningState): number {
  if (operation.kind === 'load') return 2;
  if (operation.kind === 'register' || operation.kind === 'unregister') return 0;
  const { attachments, attachmentDownload } = (operation.kind === 'sync' ? geodatabase : operation.parameters) ?? {};
  const photos = attachments === 'bidirectional' && attachmentDownload !== 'lazy' ? 1 : 0;
  if (operation.kind === 'generate') return 4 + photos;
  const { syncDirection } = operation.parameters;
  if (syncDirection === 'upload') return 4;
  const looks = legs.length > 1 && legs[0]?.direction === 'download' ? 1 : 0;
  return looks + photos + (syncDirection === 'download' ? 4 : 5);
}
