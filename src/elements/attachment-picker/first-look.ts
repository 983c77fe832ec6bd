/** The picker before its face is there: where files can be added, they can be chosen. */
import type { CSSResultGroup } from 'lit';
import { controls } from '../common/controls.styles.js';
import { pieces } from '../common/pieces.styles.js';
import { tokens } from '../common/tokens.styles.js';
import { frame } from './picker-frame.styles.js';
import type { ControllerBinding } from '../common/binding.js';
import { drawNodes } from '../common/draw.js';
import { firstWords, type FirstTable } from '../common/first-words.js';
import type { LookTools } from '../common/lazy-face.js';
import type { GdbAttachmentPicker } from './gdb-attachment-picker.js';
import { acceptedBy } from './photo/accepted.js';
import { parseWishes } from './photo/wishes.js';
import { filesOf, type PickerShown } from './picker-frame.js';
import { placeOf } from './place.js';

export const styles: CSSResultGroup = [tokens, pieces, controls, frame];

export const firstKeys = ['title', 'addFiles', 'takePhoto'] as const;

export const firstTable: FirstTable = {
  en: ['Attachments', 'Add files', 'Take photo'],
  ar: ['المرفقات', 'إضافة ملفات', 'التقاط صورة'],
  de: ['Anhänge', 'Dateien hinzufügen', 'Foto aufnehmen'],
  es: ['Adjuntos', 'Añadir archivos', 'Hacer foto'],
  fr: ['Pièces jointes', 'Ajouter des fichiers', 'Prendre une photo'],
  he: ['קבצים מצורפים', 'הוספת קבצים', 'צילום תמונה'],
  it: ['Allegati', 'Aggiungi file', 'Scatta foto'],
  ja: ['添付ファイル', 'ファイルを追加', '写真を撮る'],
  ko: ['첨부 파일', '파일 추가', '사진 찍기'],
  nl: ['Bijlagen', 'Bestanden toevoegen', 'Foto maken'],
  pl: ['Załączniki', 'Dodaj pliki', 'Zrób zdjęcie'],
  pt: ['Anexos', 'Adicionar arquivos', 'Tirar foto'],
  sv: ['Bilagor', 'Lägg till filer', 'Ta foto'],
  zh: ['附件', '添加文件', '拍照'],
};

/** Null where nothing can be added. */
export function firstLook(
  { state, problem }: ControllerBinding,
  { mode, keep }: LookTools,
  host: GdbAttachmentPicker,
): PickerShown | null {
  const wishes = parseWishes(host);
  const place = placeOf(host.layerId, host.globalId, state);
  if (problem !== null || host.isFixed || !wishes.ok || place.kind === 'closed') return null;
  const words = firstWords(host, firstKeys, firstTable);
  const onFiles = ({ target }: Event): void => {
    host.addFiles(filesOf(target as HTMLInputElement));
  };
  return {
    draw: drawNodes,
    base: mode,
    title: words.text('title'),
    summary: '',
    isClosed: false,
    accept: acceptedBy(wishes.limits, state?.geodatabase?.uploadLimits),
    add: { text: words.text('addFiles'), onFiles },
    camera: wishes.camera,
    photo: {
      text: words.text('takePhoto'),
      onFiles,
      onPress: (event) => {
        // The page saves its draft first, of which the face tells it.
        event.preventDefault();
        keep(event);
      },
    },
  };
}
