import type { Language } from '../../common/languages.js';

export const errors: Required<Language>['errors'] = {
  network: [
    'Die Verbindung brach ab.',
    'Ihre Änderungen sind auf diesem Gerät aufbewahrt. Versuchen Sie es mit besserer Verbindung nochmals.',
  ],
  timeout: [
    'Der Server brauchte zu lange für eine Antwort.',
    'Ihre Änderungen sind auf diesem Gerät aufbewahrt. Versuchen Sie es nach einer Weile nochmals.',
  ],
  aborted: ['Es wurde angehalten.', 'Beginnen Sie neu, wann Sie wollen.'],
  'not-json': [
    'Etwas anderes als der Service hat geantwortet.',
    'Zeigt dieses Netz eine Anmeldeseite, öffnen Sie irgendeine Website, melden Sie sich dort an und versuchen Sie es nochmals.',
  ],
  'bad-reply': [
    'Der Server antwortete auf eine Weise, die nicht verstanden wird.',
    'Versuchen Sie es nochmals. Bleibt es so, sagen Sie es Ihrem Admin.',
  ],
  http: [
    'Der Server konnte nicht antworten.',
    'Versuchen Sie es nach einer Weile nochmals. Bleibt es so, sagen Sie es Ihrem Admin.',
  ],
  'rate-limited': [
    'Der Server ist beschäftigt und bittet zu warten.',
    'Warten Sie einen Moment und versuchen Sie es nochmals.',
  ],
  service: [
    'Der Service meldete einen Fehler.',
    'Versuchen Sie es nochmals. Bleibt es so, sagen Sie Ihrem Admin, was der Server sagte.',
  ],
  'job-failed': [
    'Der Server begann die Arbeit und gab auf.',
    'Versuchen Sie es nochmals. Bleibt es so, sagen Sie es Ihrem Admin.',
  ],
  'replica-not-found': [
    'Der Server kennt dieses Gebiet nicht mehr.',
    'Ihre Änderungen sind aufbewahrt. Nehmen Sie das Gebiet nochmals offline oder fragen Sie Ihren Admin, ob es entfernt wurde.',
  ],
  'stale-generation': [
    'Der Server kann nicht mehr sagen, was sich geändert hat.',
    'Ihre Änderungen sind aufbewahrt. Gleichen Sie nochmals ab: Alles wird neu empfangen.',
  ],
  'not-supported': ['Der Service bietet das nicht an.', 'Bitten Sie Ihren Admin, es einzuschalten.'],
  'token-required': ['Der Service will wissen, wer Sie sind.', 'Melden Sie sich an.'],
  'token-invalid': ['Ihre Anmeldung ist abgelaufen.', 'Melden Sie sich nochmals an. Ihre Änderungen sind aufbewahrt.'],
  forbidden: [
    'Sie dürfen das nicht tun.',
    'Melden Sie sich als jemand an, der es darf, oder fragen Sie Ihren Admin. Ihre Änderungen sind aufbewahrt.',
  ],
  'user-unknown': [
    'Es ist nicht bekannt, wer angemeldet ist.',
    'Melden Sie sich nochmals an, damit Änderungen den richtigen Namen tragen.',
  ],
  'user-mismatch': [
    'Die Änderungen hier stammen von jemand anderem.',
    'Melden Sie sich als diese Person an, um sie zu senden.',
  ],
  'anonymous-edits': [
    'Die Änderungen hier wurden ohne Anmeldung gemacht.',
    'Sagen Sie, dass sie unter Ihrem Namen gesendet werden dürfen.',
  ],
  'not-loaded': [
    'Ein Teil dieser Seite wurde nicht geladen.',
    'Versuchen Sie es mit Verbindung nochmals. Hilft das nicht, laden Sie die Seite neu.',
  ],
  'insecure-context': [
    'Diese Seite wurde ohne https geöffnet.',
    'Öffnen Sie sie mit https://, um offline zu arbeiten.',
  ],
  'storage-unavailable': [
    'Dieser Browser lässt die Seite keine Daten aufbewahren.',
    'Verlassen Sie das private Surfen oder erlauben Sie Websitedaten für diese Seite.',
  ],
  'storage-full': [
    'Der Speicher dieses Geräts ist voll.',
    'Schaffen Sie Platz und versuchen Sie es nochmals. Was hier liegt, bleibt.',
  ],
  'storage-lost': ['Der Browser hat den Speicher dieser Seite geschlossen.', 'Laden Sie die Seite neu.'],
  'storage-damaged': [
    'Ein Teil eines Layers auf diesem Gerät ist beschädigt.',
    'Gleichen Sie ab, um den Layer neu zu holen. Ihre Änderungen sind aufbewahrt.',
  ],
  'schema-newer': [
    'Die Daten hier wurden von einer neueren Version dieser App geschrieben.',
    'Laden Sie die Seite neu, um die neuere Version zu bekommen. Nichts wurde geändert.',
  ],
  'blocked-by-other-tab': [
    'Ein anderer Tab hält die Daten.',
    'Schließen Sie die anderen Tabs dieser Seite und versuchen Sie es nochmals.',
  ],
  'stale-holder': ['Ein anderer Tab hat übernommen.', 'Sehen Sie dort nach oder versuchen Sie es hier nochmals.'],
  'invalid-argument': ['Etwas in dieser Seite ist falsch eingestellt.', 'Sagen Sie es dem, der die Seite gemacht hat.'],
  'controller-options-conflict': [
    'Zwei Teile dieser Seite sind sich über den Service nicht einig.',
    'Sagen Sie es dem, der die Seite gemacht hat.',
  ],
  'controller-closed': ['Die Seite hat dieses Gebiet geschlossen.', 'Laden Sie die Seite neu.'],
  'no-geodatabase': ['Das Gebiet ist noch nicht auf diesem Gerät.', 'Nehmen Sie es zuerst offline.'],
  'already-registered': ['Diese Datei ist schon auf diesem Gerät.', 'Gleichen Sie stattdessen ab.'],
  'registration-not-needed': ['Das Gebiet wurde hier offline genommen.', 'Gleichen Sie ab, ohne Datei.'],
  'not-registered': ['Der Server kennt dieses Gebiet noch nicht.', 'Gleichen Sie ab. Ihre Änderungen bleiben.'],
  'geodatabase-unregistered': ['Diese Datei wurde hier schon entfernt.', 'Nehmen Sie eine neue Datei.'],
  'original-unregistered': ['Der Server kennt die Herkunft der Datei nicht mehr.', 'Nehmen Sie eine neue Datei.'],
  'other-service': ['Diese Datei gehört zu einem anderen Dienst.', 'Wählen Sie die dieser Karte.'],
  'schema-mismatch': ['Die Layer wurden auf dem Server geändert.', 'Nehmen Sie eine neue Datei.'],
  'geodatabase-exists': ['Das Gebiet ist schon auf diesem Gerät.', 'Gleichen Sie stattdessen ab.'],
  busy: ['Mit diesem Gebiet wird gerade etwas anderes getan.', 'Warten Sie, bis es fertig ist.'],
  'pending-edits': ['Änderungen sind noch nicht gesendet.', 'Gleichen Sie zuerst ab, damit nichts verloren geht.'],
  'layer-not-found': ['Der Layer gehört nicht zu diesem Gebiet.', 'Sagen Sie es dem, der die Seite gemacht hat.'],
  'feature-not-found': [
    'Das Feature ist nicht auf diesem Gerät.',
    'Vielleicht wurde es gelöscht. Gleichen Sie ab, um zu sehen, was der Server hat.',
  ],
  'edit-not-found': [
    'Eine solche Änderung gibt es auf diesem Gerät nicht.',
    'Vielleicht wurde sie schon gesendet oder zurückgenommen.',
  ],
  'attachment-not-found': ['Die Datei ist nicht auf diesem Gerät.', 'Gleichen Sie mit Verbindung ab, um sie zu holen.'],
  'attachment-refused': [
    'Die Datei kann nicht angehängt werden.',
    'Sie bleibt auf diesem Gerät. Sehen Sie nach, was der Server annimmt.',
  ],
  'unsupported-query': [
    'Diese Frage kann auf diesem Gerät nicht beantwortet werden.',
    'Sagen Sie es dem, der die Seite gemacht hat.',
  ],
  'bad-file': [
    'Die Datei ist beschädigt oder nicht, was sie sein sollte.',
    'Kopieren Sie sie nochmals von dort, woher sie kam.',
  ],
  'wrong-passphrase': [
    'Die Datei ist versiegelt, und dieses Kennwort öffnet sie nicht.',
    'Geben Sie es nochmals ein, genau so, wie es gesetzt wurde.',
  ],
  'unsupported-file': [
    'Die Datei enthält etwas, das hier nicht gelesen werden kann.',
    'Sagen Sie es dem, der die Datei gemacht hat.',
  ],
  internal: [
    'In dieser Seite ging etwas schief.',
    'Ihre Änderungen sind aufbewahrt. Laden Sie die Seite neu und versuchen Sie es nochmals.',
  ],
};

export const refusals: Required<Language>['editErrors'] = {
  100: ['Die Höhen (Z-Werte) der Form fehlen.', 'Fragen Sie Ihren Admin: Der Layer erwartet sie.'],
  1000: ['Der Server lehnte es ab.', 'Wiederholen Sie es. Bleibt es so, sagen Sie es Ihrem Admin.'],
  1001: [
    'Ein Feld, das ausgefüllt sein muss, ist leer.',
    'Öffnen Sie das Feature, füllen Sie es aus und gleichen Sie nochmals ab.',
  ],
  1002: ['Die Messwerte (M-Werte) der Form fehlen.', 'Fragen Sie Ihren Admin: Der Layer erwartet sie.'],
  1003: [
    'Der Server nahm es zurück, weil eine andere Änderung im selben Abgleich abgelehnt wurde.',
    'Klären Sie zuerst die anderen, dann wiederholen Sie es.',
  ],
  1004: ['Der Layer erlaubt nicht, Formen zu ändern.', 'Verwerfen Sie die Änderung oder fragen Sie Ihren Admin.'],
  1005: ['Der Layer nimmt keine echten Kurven.', 'Zeichnen Sie die Form ohne Kurven, dann wiederholen Sie es.'],
  1006: [
    'Ein Text enthält HTML, das der Service nicht erlaubt.',
    'Nehmen Sie die Auszeichnung aus dem Text, dann wiederholen Sie es.',
  ],
  1007: [
    'Nur wer dieses Feature gemacht hat, darf es ändern.',
    'Verwerfen Sie die Änderung oder bitten Sie den Besitzer darum.',
  ],
  1008: [
    'Der Server konnte die Datei nicht hinzufügen.',
    'Wiederholen Sie es. Bleibt es so, ist die Datei vielleicht zu groß oder von einer Art, die er nicht nimmt.',
  ],
  1009: ['Der Server konnte die Datei nicht ersetzen.', 'Wiederholen Sie es oder fügen Sie sie als neue Datei hinzu.'],
  1010: ['Der Server konnte die Datei nicht löschen.', 'Wiederholen Sie es. Vielleicht ist sie schon weg.'],
  1011: [
    'Das Feature ist nicht mehr auf dem Server: Jemand hat es gelöscht.',
    'Verwerfen Sie die Änderung oder legen Sie das Feature neu an.',
  ],
  1012: [
    'Der Server nahm es zurück, weil eine andere Änderung im selben Abgleich abgelehnt wurde.',
    'Klären Sie zuerst die anderen, dann wiederholen Sie es.',
  ],
  1013: [
    'Das Feature ist weg, oder Sie dürfen es nicht sehen.',
    'Fragen Sie Ihren Admin oder verwerfen Sie die Änderung.',
  ],
  1014: ['Die Höhen (Z-Werte) der Form fehlen.', 'Fragen Sie Ihren Admin: Der Layer erwartet sie.'],
  1015: ['Der Server konnte die Form nicht übernehmen.', 'Zeichnen Sie die Form nochmals, dann wiederholen Sie es.'],
  1016: [
    'Der Server konnte einen der Werte nicht übernehmen.',
    'Prüfen Sie die Felder des Features, dann wiederholen Sie es.',
  ],
  1017: ['Der Server konnte es nicht ausführen.', 'Wiederholen Sie es. Bleibt es so, sagen Sie Ihrem Admin den Code.'],
  1018: ['Der Server konnte es nicht ausführen.', 'Wiederholen Sie es. Bleibt es so, sagen Sie Ihrem Admin den Code.'],
  1019: ['Der Server konnte es nicht ausführen.', 'Wiederholen Sie es. Bleibt es so, sagen Sie Ihrem Admin den Code.'],
  1020: ['Der Layer hat seine GlobalID verloren.', 'Sagen Sie es Ihrem Admin.'],
  1021: ['Das Feature hat eine leere GlobalID.', 'Sagen Sie es Ihrem Admin.'],
  1022: ['Einen Wert, der nur einmal vorkommen darf, gibt es schon.', 'Ändern Sie den Wert, dann wiederholen Sie es.'],
  1023: [
    'Ein Feld, das nicht bearbeitet werden kann, wurde geändert.',
    'Verwerfen Sie die Änderung oder fragen Sie Ihren Admin.',
  ],
  2000: [
    'Der Server nahm alle Änderungen dieses Layers zurück.',
    'Klären Sie zuerst die anderen Fehler des Layers, dann wiederholen Sie es.',
  ],
  2001: [
    'Der Layer gehört nicht mehr zum Service.',
    'Sagen Sie es Ihrem Admin. Ihre Änderung ist auf diesem Gerät aufbewahrt.',
  ],
  9001: [
    'Es gehört zu einem Feature, das verworfen wurde, und wurde darum nicht gesendet.',
    'Korrigieren Sie es, damit es zu einem anderen Feature gehört, oder verwerfen Sie es auch.',
  ],
  9002: [
    'Der Layer wurde auf dem Server geändert und hat dafür keinen Platz mehr.',
    'Sagen Sie es Ihrem Admin oder verwerfen Sie die Änderung. Sie ist auf diesem Gerät aufbewahrt.',
  ],
  9003: [
    'Diese eine Änderung ist größer, als der Server annimmt.',
    'Bitten Sie Ihren Admin, größere Anfragen zu erlauben, dann wiederholen Sie es.',
  ],
  9004: [
    'Der Server nimmt die anderen Änderungen, aber keine zusammen mit dieser.',
    'Prüfen Sie die Felder des Features und wiederholen Sie es, oder sagen Sie Ihrem Admin, was der Server sagte.',
  ],
  [-2147217395]: [
    'Der Server konnte einen der Werte nicht übernehmen.',
    'Prüfen Sie die Felder des Features, dann wiederholen Sie es.',
  ],
  [-2147207418]: [
    'Eine Regel des Layers verbietet diese Werte.',
    'Prüfen Sie die Felder des Features, dann wiederholen Sie es.',
  ],
};
