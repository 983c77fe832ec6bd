/** What helps where a browser remembers that a file could not be fetched: asked again, it does not look. Fetched when that is likely. */
import type { FirstTable } from './first-words.js';

/** Of `reloadPage`. */
export const reloadTable: FirstTable = {
  en: ['Reload this page with a connection'],
  ar: ['أعد تحميل هذه الصفحة أثناء الاتصال'],
  de: ['Laden Sie diese Seite mit Verbindung neu'],
  es: ['Vuelva a cargar esta página con conexión'],
  fr: ['Rechargez cette page avec une connexion'],
  he: ['יש לטעון מחדש את הדף הזה כשיש חיבור'],
  it: ['Ricarica questa pagina con una connessione'],
  ja: ['接続のある状態でこのページを再読み込みしてください'],
  ko: ['연결된 상태에서 이 페이지를 새로 고치세요'],
  nl: ['Laad deze pagina opnieuw met een verbinding'],
  pl: ['Odśwież tę stronę, gdy jest połączenie'],
  pt: ['Recarregue esta página com uma conexão'],
  sv: ['Ladda om den här sidan när det finns en anslutning'],
  zh: ['请在有连接时重新加载此页面'],
};
