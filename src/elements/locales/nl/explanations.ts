import type { Language } from '../../common/languages.js';

export const errors: Required<Language>['errors'] = {
  network: [
    'De verbinding viel weg.',
    'Uw wijzigingen zijn op dit apparaat bewaard. Probeer het opnieuw met een betere verbinding.',
  ],
  timeout: [
    'De server deed te lang over een antwoord.',
    'Uw wijzigingen zijn op dit apparaat bewaard. Probeer het straks opnieuw.',
  ],
  aborted: ['Het is gestopt.', 'Begin opnieuw wanneer u wilt.'],
  'not-json': [
    'Iets anders dan de service heeft geantwoord.',
    'Toont dit netwerk een aanmeldpagina, open dan een willekeurige website, meld u daar aan en probeer het opnieuw.',
  ],
  'bad-reply': [
    'De server antwoordde op een manier die niet wordt begrepen.',
    'Probeer het opnieuw. Blijft het zo, meld het uw beheerder.',
  ],
  http: ['De server kon niet antwoorden.', 'Probeer het straks opnieuw. Blijft het zo, meld het uw beheerder.'],
  'rate-limited': ['De server is bezig en vraagt te wachten.', 'Wacht even en probeer het opnieuw.'],
  service: ['De service meldde een fout.', 'Probeer het opnieuw. Blijft het zo, zeg uw beheerder wat de server zei.'],
  'job-failed': [
    'De server begon het werk en gaf het op.',
    'Probeer het opnieuw. Blijft het zo, meld het uw beheerder.',
  ],
  'replica-not-found': [
    'De server kent dit gebied niet meer.',
    'Uw wijzigingen zijn bewaard. Neem het gebied opnieuw offline, of vraag uw beheerder of het is verwijderd.',
  ],
  'stale-generation': [
    'De server kan niet meer zeggen wat er veranderd is.',
    'Uw wijzigingen zijn bewaard. Synchroniseer opnieuw: alles wordt opnieuw ontvangen.',
  ],
  'not-supported': ['De service biedt dit niet.', 'Vraag uw beheerder het aan te zetten.'],
  'token-required': ['De service wil weten wie u bent.', 'Meld u aan.'],
  'token-invalid': ['Uw aanmelding is verlopen.', 'Meld u opnieuw aan. Uw wijzigingen zijn bewaard.'],
  forbidden: [
    'U mag dit niet doen.',
    'Meld u aan als iemand die het mag, of vraag uw beheerder. Uw wijzigingen zijn bewaard.',
  ],
  'user-unknown': [
    'Het is niet bekend wie is aangemeld.',
    'Meld u opnieuw aan, zodat wijzigingen de juiste naam dragen.',
  ],
  'user-mismatch': [
    'De wijzigingen hier zijn door iemand anders gemaakt.',
    'Meld u aan als die persoon om ze te verzenden.',
  ],
  'anonymous-edits': [
    'De wijzigingen hier zijn gemaakt zonder aan te melden.',
    'Zeg dat ze onder uw naam verzonden mogen worden.',
  ],
  'not-loaded': [
    'Een deel van deze pagina is niet geladen.',
    'Probeer het opnieuw met een verbinding. Helpt dat niet, laad de pagina dan opnieuw.',
  ],
  'insecure-context': ['Deze pagina is zonder https geopend.', 'Open haar met https:// om offline te werken.'],
  'storage-unavailable': [
    'Deze browser laat de pagina geen gegevens bewaren.',
    'Verlaat privénavigatie, of sta sitegegevens voor deze pagina toe.',
  ],
  'storage-full': [
    'De opslag van dit apparaat is vol.',
    'Maak ruimte vrij en probeer het opnieuw. Wat hier is, blijft.',
  ],
  'storage-lost': ['De browser heeft de opslag van deze pagina gesloten.', 'Laad de pagina opnieuw.'],
  'storage-damaged': [
    'Een deel van een laag op dit apparaat is beschadigd.',
    'Synchroniseer om die laag opnieuw te halen. Uw wijzigingen zijn bewaard.',
  ],
  'schema-newer': [
    'De gegevens hier zijn door een nieuwere versie van deze app geschreven.',
    'Laad de pagina opnieuw om die te krijgen. Er is niets veranderd.',
  ],
  'blocked-by-other-tab': [
    'Een ander tabblad houdt de gegevens vast.',
    'Sluit de andere tabbladen van deze pagina en probeer het opnieuw.',
  ],
  'stale-holder': ['Een ander tabblad heeft het overgenomen.', 'Kijk daar, of probeer het hier opnieuw.'],
  'invalid-argument': ['Iets in deze pagina is verkeerd ingesteld.', 'Meld het de maker van de pagina.'],
  'controller-options-conflict': [
    'Twee delen van deze pagina zijn het niet eens over de service.',
    'Meld het de maker van de pagina.',
  ],
  'controller-closed': ['De pagina heeft dit gebied gesloten.', 'Laad de pagina opnieuw.'],
  'no-geodatabase': ['Het gebied staat nog niet op dit apparaat.', 'Neem het eerst offline.'],
  'already-registered': ['Dit bestand is al op dit apparaat.', 'Synchroniseer in plaats daarvan.'],
  'registration-not-needed': [
    'Het gebied is op dit apparaat zelf offline genomen.',
    'Er is geen bestand nodig. Synchroniseer.',
  ],
  'not-registered': [
    'Het gebied kwam uit een bestand, en de server kent het nog niet.',
    'Synchroniseer zodra er verbinding is. Uw wijzigingen blijven bewaard.',
  ],
  'geodatabase-unregistered': [
    'Dit bestand was hier al geladen en is verwijderd.',
    'Het kan niet opnieuw worden gebruikt. Vraag om een nieuw bestand, of neem het gebied opnieuw offline.',
  ],
  'original-unregistered': [
    'De server kent de oorsprong van dit bestand niet meer.',
    'Vraag om een nieuw bestand, of neem het gebied opnieuw offline. Uw wijzigingen blijven bewaard.',
  ],
  'other-service': ['Dit bestand hoort bij een andere dienst.', 'Kies het bestand dat voor deze kaart is gemaakt.'],
  'schema-mismatch': [
    'De lagen zijn op de server gewijzigd sinds dit bestand is gemaakt.',
    'Vraag om een nieuw bestand, of neem het gebied opnieuw offline.',
  ],
  'geodatabase-exists': ['Het gebied staat al op dit apparaat.', 'Synchroniseer in plaats daarvan.'],
  busy: ['Er wordt iets anders met dit gebied gedaan.', 'Wacht tot het klaar is.'],
  'pending-edits': ['Wijzigingen zijn nog niet verzonden.', 'Synchroniseer eerst, zodat niets verloren gaat.'],
  'layer-not-found': ['De laag hoort niet bij dit gebied.', 'Meld het de maker van de pagina.'],
  'feature-not-found': [
    'De feature staat niet op dit apparaat.',
    'Die is misschien verwijderd. Synchroniseer om te zien wat de server heeft.',
  ],
  'edit-not-found': ['Zo’n wijziging is er niet op dit apparaat.', 'Die is misschien al verzonden of teruggenomen.'],
  'attachment-not-found': [
    'Het bestand staat niet op dit apparaat.',
    'Synchroniseer met een verbinding om het te halen.',
  ],
  'attachment-refused': [
    'Het bestand kan niet worden bijgevoegd.',
    'Het blijft op dit apparaat. Kijk wat de server aanneemt.',
  ],
  'unsupported-query': ['Deze vraag kan op dit apparaat niet worden beantwoord.', 'Meld het de maker van de pagina.'],
  'bad-file': ['Het bestand is beschadigd, of niet wat het zou moeten zijn.', 'Kopieer het opnieuw vanwaar het kwam.'],
  'wrong-passphrase': [
    'Het bestand is verzegeld en deze wachtzin opent het niet.',
    'Typ die opnieuw, precies zoals die is ingesteld.',
  ],
  'unsupported-file': [
    'Het bestand bevat iets dat hier niet gelezen kan worden.',
    'Meld het de maker van het bestand.',
  ],
  internal: [
    'Er ging iets mis in deze pagina.',
    'Uw wijzigingen zijn bewaard. Laad de pagina opnieuw en probeer het weer.',
  ],
};

export const refusals: Required<Language>['editErrors'] = {
  100: ['De hoogten (Z-waarden) van de vorm ontbreken.', 'Vraag uw beheerder: de laag verwacht ze.'],
  1000: ['De server weigerde het.', 'Probeer het opnieuw. Blijft het zo, meld het uw beheerder.'],
  1001: ['Een veld dat ingevuld moet zijn, is leeg.', 'Open de feature, vul het in en synchroniseer opnieuw.'],
  1002: ['De meetwaarden (M-waarden) van de vorm ontbreken.', 'Vraag uw beheerder: de laag verwacht ze.'],
  1003: [
    'De server nam het terug, omdat een andere wijziging in dezelfde synchronisatie is geweigerd.',
    'Los eerst de andere op en probeer het dan opnieuw.',
  ],
  1004: ['De laag laat niet toe dat vormen worden gewijzigd.', 'Gooi de wijziging weg, of vraag uw beheerder.'],
  1005: ['De laag neemt geen echte bogen aan.', 'Teken de vorm zonder bogen en probeer het opnieuw.'],
  1006: ['Een tekst bevat HTML die de service niet toestaat.', 'Haal de opmaak uit de tekst en probeer het opnieuw.'],
  1007: ['Alleen wie deze feature maakte, mag haar wijzigen.', 'Gooi de wijziging weg, of vraag de eigenaar erom.'],
  1008: [
    'De server kon het bestand niet toevoegen.',
    'Probeer het opnieuw. Blijft het zo, dan is het misschien te groot of van een soort die niet wordt aangenomen.',
  ],
  1009: ['De server kon het bestand niet vervangen.', 'Probeer het opnieuw, of voeg het als nieuw bestand toe.'],
  1010: ['De server kon het bestand niet verwijderen.', 'Probeer het opnieuw. Misschien is het al weg.'],
  1011: [
    'De feature staat niet meer op de server: iemand heeft haar verwijderd.',
    'Gooi de wijziging weg, of maak de feature opnieuw.',
  ],
  1012: [
    'De server nam het terug, omdat een andere wijziging in dezelfde synchronisatie is geweigerd.',
    'Los eerst de andere op en probeer het dan opnieuw.',
  ],
  1013: ['De feature is weg, of u mag haar niet zien.', 'Vraag uw beheerder, of gooi de wijziging weg.'],
  1014: ['De hoogten (Z-waarden) van de vorm ontbreken.', 'Vraag uw beheerder: de laag verwacht ze.'],
  1015: ['De server kon de vorm niet overnemen.', 'Teken de vorm opnieuw en probeer het weer.'],
  1016: [
    'De server kon een van de waarden niet overnemen.',
    'Controleer de velden van de feature en probeer het opnieuw.',
  ],
  1017: ['De server kon het niet uitvoeren.', 'Probeer het opnieuw. Blijft het zo, geef uw beheerder de code.'],
  1018: ['De server kon het niet uitvoeren.', 'Probeer het opnieuw. Blijft het zo, geef uw beheerder de code.'],
  1019: ['De server kon het niet uitvoeren.', 'Probeer het opnieuw. Blijft het zo, geef uw beheerder de code.'],
  1020: ['De laag is haar GlobalID kwijt.', 'Meld het uw beheerder.'],
  1021: ['De feature heeft een lege GlobalID.', 'Meld het uw beheerder.'],
  1022: ['Een waarde die maar één keer mag voorkomen, bestaat al.', 'Wijzig de waarde en probeer het opnieuw.'],
  1023: ['Een veld dat niet bewerkt kan worden, is gewijzigd.', 'Gooi de wijziging weg, of vraag uw beheerder.'],
  2000: [
    'De server nam alle wijzigingen van deze laag terug.',
    'Los eerst de andere fouten van de laag op en probeer het dan opnieuw.',
  ],
  2001: ['De laag hoort niet meer bij de service.', 'Meld het uw beheerder. Uw wijziging is op dit apparaat bewaard.'],
  9001: [
    'Het hoort bij een verworpen feature en is daarom niet verzonden.',
    'Corrigeer het zodat het bij een andere feature hoort, of verwerp het ook.',
  ],
  9002: [
    'De laag is op de server gewijzigd en heeft hier geen plaats meer voor.',
    'Meld het uw beheerder of verwerp de wijziging. Ze is op dit apparaat bewaard.',
  ],
  9003: [
    'Deze ene wijziging is groter dan de server aanneemt.',
    'Vraag uw beheerder grotere verzoeken toe te staan en probeer het opnieuw.',
  ],
  9004: [
    'De server neemt de andere wijzigingen aan, maar geen samen met deze.',
    'Controleer de velden van de feature en probeer het opnieuw, of meld uw beheerder wat de server zei.',
  ],
  [-2147217395]: [
    'De server kon een van de waarden niet overnemen.',
    'Controleer de velden van de feature en probeer het opnieuw.',
  ],
  [-2147207418]: [
    'Een regel van de laag verbiedt deze waarden.',
    'Controleer de velden van de feature en probeer het opnieuw.',
  ],
};
