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
import type { MissingMore } from '../common/missing-part.js';
import type { GdbAttachmentPicker } from './gdb-attachment-picker.js';
import { acceptedBy } from './photo/accepted.js';
import { parseWishes } from './photo/wishes.js';
import { filesOf, type PickerShown } from './picker-frame.js';
import { placeOf } from './place.js';

export const styles: CSSResultGroup = [tokens, pieces, controls, frame];

export const firstKeys = ['title', 'addFiles', 'takePhoto', 'onlyHere'] as const;

export const firstTable: FirstTable = {
  en: ['Attachments', 'Add files', 'Take photo', 'Files that are only in this page: {count}. Save them, or try again'],
  ar: ['المرفقات', 'إضافة ملفات', 'التقاط صورة', 'ملفات موجودة في هذه الصفحة فقط: {count}. احفظها أو حاول مرة أخرى'],
  de: [
    'Anhänge',
    'Dateien hinzufügen',
    'Foto aufnehmen',
    'Dateien, die nur auf dieser Seite sind: {count}. Speichern Sie sie, oder versuchen Sie es nochmals',
  ],
  es: [
    'Adjuntos',
    'Añadir archivos',
    'Hacer foto',
    'Archivos que solo están en esta página: {count}. Guárdelos o inténtelo de nuevo',
  ],
  fr: [
    'Pièces jointes',
    'Ajouter des fichiers',
    'Prendre une photo',
    'Fichiers qui ne sont que dans cette page : {count}. Enregistrez-les ou réessayez',
  ],
  he: ['קבצים מצורפים', 'הוספת קבצים', 'צילום תמונה', 'קבצים שנמצאים רק בדף הזה: {count}. יש לשמור אותם או לנסות שוב'],
  it: ['Allegati', 'Aggiungi file', 'Scatta foto', 'File che sono solo in questa pagina: {count}. Salvali o riprova'],
  ja: [
    '添付ファイル',
    'ファイルを追加',
    '写真を撮る',
    'このページにしかないファイル: {count}。保存するか、もう一度試してください',
  ],
  ko: ['첨부 파일', '파일 추가', '사진 찍기', '이 페이지에만 있는 파일: {count}. 저장하거나 다시 시도하세요'],
  nl: [
    'Bijlagen',
    'Bestanden toevoegen',
    'Foto maken',
    'Bestanden die alleen op deze pagina staan: {count}. Sla ze op of probeer het opnieuw',
  ],
  pl: [
    'Załączniki',
    'Dodaj pliki',
    'Zrób zdjęcie',
    'Pliki, które są tylko na tej stronie: {count}. Zapisz je lub spróbuj ponownie',
  ],
  pt: [
    'Anexos',
    'Adicionar arquivos',
    'Tirar foto',
    'Arquivos que estão só nesta página: {count}. Salve-os ou tente de novo',
  ],
  sv: [
    'Bilagor',
    'Lägg till filer',
    'Ta foto',
    'Filer som bara finns på den här sidan: {count}. Spara dem eller försök igen',
  ],
  zh: ['附件', '添加文件', '拍照', '仅存在于此页面的文件：{count}。请保存它们或再试一次'],
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
    add: {
      text: words.text('addFiles'),
      onFiles: ({ target }): void => {
        host.waiting.add(filesOf(target as HTMLInputElement), { ...host.waiting.choosingFor });
      },
      onPress: (): void => {
        const { controller, layerId, globalId } = host;
        host.waiting.choosingFor = { controller, layerId, globalId };
      },
    },
    // Without a finger to touch it, the button for the camera app is not to be seen.
    camera: wishes.camera === 'device' && !matchMedia('(any-pointer: coarse)').matches ? 'none' : wishes.camera,
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

/** Files in memory alone would be lost by a reload: each can be saved meanwhile. */
export function missing(host: GdbAttachmentPicker): MissingMore | undefined {
  const { links } = host.waiting;
  if (links.length === 0) return undefined;
  const words = firstWords(host, firstKeys, firstTable);
  return { more: words.text('onlyHere').replace('{count}', String(links.length)), links };
}
