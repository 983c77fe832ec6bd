/** The button before its face is there, in the states in which it only waits to be pressed. */
import type { CSSResultGroup } from 'lit';
import type { SyncController } from '../../controller/types.js';
import type { ControllerBinding } from '../common/binding.js';
import { drawNodes, make, makeIcon } from '../common/draw.js';
import { firstWords, type FirstTable } from '../common/first-words.js';
import type { LookTools } from '../common/lazy-face.js';
import { tokens } from '../common/tokens.styles.js';
import type { ButtonShown } from './button-frame.js';
import { frame } from './button-frame.styles.js';
import type { GdbSyncButton } from './gdb-sync-button.js';

export const styles: CSSResultGroup = [tokens, frame];

export const firstKeys = ['sync', 'takeOffline', 'more'] as const;

export const firstTable: FirstTable = {
  en: ['Sync', 'Take offline', 'More'],
  ar: ['مزامنة', 'خذها دون اتصال', 'المزيد'],
  de: ['Abgleichen', 'Offline nehmen', 'Mehr'],
  es: ['Sincronizar', 'Llevar sin conexión', 'Más'],
  fr: ['Synchroniser', 'Mettre hors ligne', 'Plus'],
  he: ['סנכרון', 'לקיחה למצב לא מקוון', 'עוד'],
  it: ['Sincronizza', 'Porta offline', 'Altro'],
  ja: ['同期', 'オフラインに取得', 'その他'],
  ko: ['동기화', '오프라인으로 가져오기', '더 보기'],
  nl: ['Synchroniseren', 'Offline nemen', 'Meer'],
  pl: ['Synchronizuj', 'Pobierz do pracy offline', 'Więcej'],
  pt: ['Sincronizar', 'Levar para uso offline', 'Mais'],
  sv: ['Synka', 'Ta offline', 'Mer'],
  zh: ['同步', '离线取用', '更多'],
};

// As among the icons, which are many: this file is fetched alone.
const SYNC = 'M20 11a8 8 0 0 0-14.3-3.9L3.5 9.5M3.5 4.5v5h5M4 13a8 8 0 0 0 14.3 3.9l2.2-2.4M20.5 19.5v-5h-5';
const TAKE_OFFLINE = 'M12 3.5v11.5M7.5 10.5 12 15l4.5-4.5M4 16.5V19a1.5 1.5 0 0 0 1.5 1.5h13A1.5 1.5 0 0 0 20 19v-2.5';
const CHECK = 'm4.5 12.5 5 5 10-11';
const MORE = 'M12 5.5v.1M12 12v.1M12 18.5v.1';

const LOOKS: Readonly<Partial<Record<SyncController['status'], readonly [tone: string, sign: string]>>> = {
  'not-offline': ['lead', TAKE_OFFLINE],
  ready: ['quiet', CHECK],
  'changes-not-sent': ['lead', SYNC],
};

/** Attributes that the button may refuse, and what they look like when it does not. */
const RIGHT: readonly (readonly [name: keyof GdbSyncButton, right: RegExp])[] = [
  ['layers', /^[\d\s,]*$/],
  ['extent', /^(?:\s*|[^,]*\d[^,]*(?:,[^,]*\d[^,]*){3,4})$/],
  ['syncDirection', /^(?:bidirectional|upload|download)?$/],
  ['attachments', /^(?:eager|lazy|upload|none)?$/],
  ['photos', /^(?:always|wifi|manual)?$/],
  ['conflictPolicy', /^(?:mine|theirs|ask)?$/],
  ['autoSync', /^[a-z\d\s,]*$/],
  ['appearance', /^(?:solid|outline|transparent)?$/],
  ['scale', /^[sml]?$/],
  ['width', /^(?:auto|full)?$/],
];

/** Null where something else may be more urgent than a press. */
export function firstLook(
  { controller, state }: ControllerBinding,
  { mode, keep }: LookTools,
  host: GdbSyncButton,
): ButtonShown | null {
  if (controller === undefined || state === undefined) return null;
  const look = LOOKS[controller.status];
  const isWrong = RIGHT.some(([name, right]) => typeof host[name] === 'string' && !right.test(host[name]));
  if (look === undefined || isWrong || state.paused.length > 0 || host.disabledReason) return null;
  const [tone, sign] = look;
  const words = firstWords(host, firstKeys, firstTable);
  const isHere = state.geodatabase !== null;
  return {
    draw: drawNodes,
    base: `${tone} ${mode}`,
    action: 'start',
    sign: slot('icon', makeIcon(sign)),
    label: slot('label', words.text(isHere ? 'sync' : 'takeOffline')),
    count: state.pending.features + state.pending.attachments,
    lang: words.lang,
    ends: {
      'open-file': isHere ? null : 'room',
      more: { sign: MORE, name: words.text('more'), opens: 'menu', onPress: keep },
    },
    onPress: keep,
  };
}

function slot(name: string, content: Node | string): HTMLElement {
  return make('slot', { name }, content);
}
