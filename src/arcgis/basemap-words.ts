/** The one sentence that this room says on a map, in the languages of the elements. All but English: not reviewed by a native reader. */

const ENGLISH = 'Basemap not available offline';

const WORDS: Readonly<Record<string, string>> = {
  ar: 'خريطة الأساس غير متاحة دون اتصال',
  de: 'Grundkarte offline nicht verfügbar',
  es: 'Mapa base no disponible sin conexión',
  fr: 'Fond de carte non disponible hors ligne',
  he: 'מפת הבסיס אינה זמינה במצב לא מקוון',
  it: 'Mappa di base non disponibile offline',
  ja: 'ベースマップはオフラインでは利用できません',
  ko: '베이스맵은 오프라인에서 사용할 수 없습니다',
  nl: 'Basiskaart offline niet beschikbaar',
  pl: 'Mapa bazowa niedostępna w trybie offline',
  pt: 'Mapa base não disponível off-line',
  sv: 'Bakgrundskartan är inte tillgänglig offline',
  zh: '离线时底图不可用',
};

/** `language`: a tag such as `de-CH`. */
export function basemapWords(language: string): string {
  const [primary = ''] = language.toLowerCase().split('-');
  return WORDS[primary] ?? ENGLISH;
}
