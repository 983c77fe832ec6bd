import type { Language } from '../../common/languages.js';

export const syncProgress: Language['messages'] = {
  registered: 'Bij de server geregistreerd',
  progressName: 'Voortgang van de synchronisatie',
  pause: 'Pauzeren',
  ofBytes: '{done} van {total}',
  failed: 'Synchronisatie mislukt',
  takeFailed: 'Offline nemen mislukt',
  cancelled: 'Geannuleerd',
  done: 'Synchronisatie klaar',
  doneRefused: {
    one: 'Synchronisatie klaar, {count} wijziging geweigerd',
    other: 'Synchronisatie klaar, {count} wijzigingen geweigerd',
  },
  taken: 'Het gebied staat op dit apparaat',
  removed: 'Het gebied is van dit apparaat verwijderd',
  sentChanges: { one: '{count} wijziging verzonden', other: '{count} wijzigingen verzonden' },
  sentAttachments: { one: '{count} bijlage verzonden', other: '{count} bijlagen verzonden' },
  receivedFeatures: { one: '{count} feature ontvangen', other: '{count} features ontvangen' },
  receivedAttachments: { one: '{count} bijlage ontvangen', other: '{count} bijlagen ontvangen' },
  nothingNew: 'Aan geen van beide kanten iets nieuws',
  noteVersion: 'Verzonden naar de versie {version}: anderen zien het als het kantoor die heeft overgenomen.',
  noteSomeVersion: 'Verzonden naar een eigen versie: anderen zien het als het kantoor die heeft overgenomen.',
  noteAnew: 'De server kon niet zeggen wat er veranderd was: alles is opnieuw ontvangen.',
  noteReplaced:
    'De server kende dit gebied niet meer. Het is daar opnieuw ingericht en niet verzonden wijzigingen zijn meegenomen.',
  noteBoth: 'Deze service kan niet alleen verzenden of alleen ontvangen: beide is gedaan.',
  noteConflicts: {
    one: '{count} feature is ook door anderen gewijzigd: die wacht op uw beslissing en is niet verzonden',
    other: '{count} features zijn ook door anderen gewijzigd: ze wachten op uw beslissing en zijn niet verzonden',
  },
  sendPhotos: 'Bijlagen nu verzenden',
  photosWait: 'Laten wachten',
  photosAsk: 'Mogen bijlagen over deze verbinding? Uw antwoord geldt zolang deze pagina open is.',
  notePhotosManual: 'Bijlagen die wachten tot u ze verzendt: {count}. Hun features zijn verzonden.',
  notePhotosMobile: 'Bijlagen die op wifi wachten: {count}. Hun features zijn verzonden.',
  notePhotosSaver: 'Bijlagen die wachten omdat databesparing aan staat: {count}. Hun features zijn verzonden.',
  notePhotosUnknown:
    'Wachtende bijlagen: {count}. Deze browser kan wifi niet van mobiele data onderscheiden; verzend ze op wifi.',
  noteUnseen:
    'De service beantwoordt geen vragen over zijn features: hebben anderen dezelfde gewijzigd, dan gelden die van u.',
  noteRolledBack: {
    one: 'De server heeft {count} wijziging teruggenomen omdat een andere is geweigerd. Die is bewaard en wordt opnieuw verzonden.',
    other:
      'De server heeft {count} wijzigingen teruggenomen omdat een andere is geweigerd. Ze zijn bewaard en worden opnieuw verzonden.',
  },
  noteDoubled: {
    one: '{count} feature staat dubbel op de server. Vraag uw beheerder welke moet blijven.',
    other: '{count} features staan dubbel op de server. Vraag uw beheerder welke moeten blijven.',
  },
  doubledRow: '{layer}: ObjectID’s {ids}',
  noteSchema: {
    one: 'De lagen zijn op de server veranderd: {count} verschil',
    other: 'De lagen zijn op de server veranderd: {count} verschillen',
  },
  fieldAdded: '{layer}: het veld {field} is nieuw.',
  fieldRemoved: '{layer}: het veld {field} is weg.',
  fieldType: '{layer}: het veld {field} was van type {was} en is nu van type {is}.',
  fieldLength: '{layer}: het veld {field} had plaats voor {was} tekens en nu voor {is}.',
  fieldLengthOther: '{layer}: de lengte van het veld {field} is veranderd.',
  fieldMayBeEmpty: '{layer}: het veld {field} mag nu leeg zijn.',
  fieldMustBeFilled: '{layer}: het veld {field} moet nu worden ingevuld.',
  fieldEditable: '{layer}: het veld {field} kan nu worden bewerkt.',
  fieldReadOnly: '{layer}: het veld {field} kan niet meer worden bewerkt.',
  shapeKind: '{layer}: de vormen waren {was} en zijn nu {is}.',
  noShape: 'geen',
  serverSaid: 'De server zei: {text}',
};
