/** The list of errors before its face is there: how many were refused, and the way to try all of them again. */
import type { CSSResultGroup } from 'lit';
import { controls } from '../common/controls.styles.js';
import { pieces } from '../common/pieces.styles.js';
import { tokens } from '../common/tokens.styles.js';
import { frame } from './errors-frame.styles.js';
import type { ControllerBinding } from '../common/binding.js';
import { drawNodes, make } from '../common/draw.js';
import { firstWords, type FirstTable } from '../common/first-words.js';
import type { LookTools } from '../common/lazy-face.js';
import { formatMessage, type Message } from '../common/message.js';
import type { GdbEditErrors } from './gdb-edit-errors.js';
import type { ErrorsShown } from './errors-frame.js';

export const styles: CSSResultGroup = [tokens, pieces, controls, frame];

export const firstKeys = ['summary', 'summaryTodo', 'retryMany'] as const;

export const firstTable: FirstTable<Message> = {
  en: [
    { one: '{count} change was refused', other: '{count} changes were refused' },
    'They are kept on this device until you decide.',
    'Retry all {count}',
  ],
  ar: [
    {
      zero: 'لم تُرفض تغييرات ({count})',
      one: 'رُفض تغيير واحد ({count})',
      two: 'رُفض تغييران ({count})',
      few: 'رُفضت {count} تغييرات',
      many: 'رُفض {count} تغييرًا',
      other: 'رُفض {count} تغيير',
    },
    'تبقى على هذا الجهاز حتى تقرر.',
    'إعادة محاولة الكل ({count})',
  ],
  de: [
    { one: '{count} Änderung wurde abgelehnt', other: '{count} Änderungen wurden abgelehnt' },
    'Sie bleiben auf diesem Gerät, bis Sie entscheiden.',
    'Alle {count} wiederholen',
  ],
  es: [
    { one: 'Se rechazó {count} cambio', many: 'Se rechazaron {count} cambios', other: 'Se rechazaron {count} cambios' },
    'Se conservan en este dispositivo hasta que usted decida.',
    'Reintentar los {count}',
  ],
  fr: [
    {
      one: '{count} modification a été refusée',
      many: '{count} modifications ont été refusées',
      other: '{count} modifications ont été refusées',
    },
    'Elles restent sur cet appareil jusqu’à votre décision.',
    'Réessayer les {count}',
  ],
  he: [
    { one: 'שינוי אחד נדחה ({count})', two: 'שני שינויים נדחו ({count})', other: '{count} שינויים נדחו' },
    'הם נשמרים במכשיר הזה עד שתוחלט החלטה.',
    'ניסיון חוזר לכולם ({count})',
  ],
  it: [
    {
      one: '{count} modifica è stata rifiutata',
      many: '{count} modifiche sono state rifiutate',
      other: '{count} modifiche sono state rifiutate',
    },
    'Restano su questo dispositivo finché non decide.',
    'Riprova tutte ({count})',
  ],
  ja: [
    { other: '{count} 件の変更が拒否されました' },
    'あなたが決めるまで、この端末に残ります。',
    '{count} 件すべて再試行',
  ],
  ko: [
    { other: '변경 {count}개가 거부되었습니다' },
    '결정할 때까지 이 기기에 남아 있습니다.',
    '{count}개 모두 다시 시도',
  ],
  nl: [
    { one: '{count} wijziging is geweigerd', other: '{count} wijzigingen zijn geweigerd' },
    'Ze blijven op dit apparaat tot u beslist.',
    'Alle {count} opnieuw proberen',
  ],
  pl: [
    {
      one: 'Odrzucono {count} zmianę',
      few: 'Odrzucono {count} zmiany',
      many: 'Odrzucono {count} zmian',
      other: 'Odrzucono {count} zmiany',
    },
    'Zostają na tym urządzeniu, dopóki nie zdecydujesz.',
    'Ponów wszystkie ({count})',
  ],
  pt: [
    {
      one: '{count} alteração foi recusada',
      many: '{count} alterações foram recusadas',
      other: '{count} alterações foram recusadas',
    },
    'Elas ficam neste dispositivo até você decidir.',
    'Tentar de novo todas ({count})',
  ],
  sv: [
    { one: '{count} ändring avvisades', other: '{count} ändringar avvisades' },
    'De finns kvar på den här enheten tills du bestämmer dig.',
    'Försök igen med alla {count}',
  ],
  zh: [{ other: '{count} 项更改被拒绝' }, '在您决定之前，它们保留在此设备上。', '全部重试（{count}）'],
};

/** Null where there is nothing to settle, or features that were changed on both sides come first. */
export function firstLook(
  { controller, state }: ControllerBinding,
  { mode, keep }: LookTools,
  host: GdbEditErrors,
): ErrorsShown | null {
  if (controller === undefined || state?.opened !== true) return null;
  const count = controller.syncErrors.length;
  if (count === 0 || controller.conflicts.length > 0) return null;
  const words = firstWords(host, firstKeys, firstTable);
  const said = (key: (typeof firstKeys)[number]): string => formatMessage(words.message(key), { count }, words.lang);
  return {
    draw: drawNodes,
    base: mode,
    headline: { asks: false, title: said('summary'), todo: said('summaryTodo') },
    tools:
      count < 2
        ? null
        : { count, finder: () => make('div', { class: 'finder' }), retry: said('retryMany'), onAction: keep },
  };
}
