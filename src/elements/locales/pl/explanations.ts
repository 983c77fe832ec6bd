import type { Language } from '../../common/languages.js';

export const errors: Required<Language>['errors'] = {
  network: [
    'Połączenie zostało przerwane.',
    'Twoje zmiany są zachowane na tym urządzeniu. Spróbuj ponownie przy lepszym połączeniu.',
  ],
  timeout: [
    'Serwer zbyt długo nie odpowiadał.',
    'Twoje zmiany są zachowane na tym urządzeniu. Spróbuj ponownie za chwilę.',
  ],
  aborted: ['Zatrzymano.', 'Zacznij od nowa, kiedy chcesz.'],
  'not-json': [
    'Odpowiedziało coś innego niż usługa.',
    'Jeśli ta sieć pokazuje stronę logowania, otwórz dowolną stronę, zaloguj się tam i spróbuj ponownie.',
  ],
  'bad-reply': [
    'Serwer odpowiedział w niezrozumiały sposób.',
    'Spróbuj ponownie. Jeśli to się powtarza, powiedz administratorowi.',
  ],
  http: [
    'Serwer nie mógł odpowiedzieć.',
    'Spróbuj ponownie za chwilę. Jeśli to się powtarza, powiedz administratorowi.',
  ],
  'rate-limited': ['Serwer jest zajęty i prosi, by poczekać.', 'Poczekaj chwilę i spróbuj ponownie.'],
  service: [
    'Usługa zgłosiła błąd.',
    'Spróbuj ponownie. Jeśli to się powtarza, powiedz administratorowi, co odpowiedział serwer.',
  ],
  'job-failed': [
    'Serwer zaczął pracę i ją porzucił.',
    'Spróbuj ponownie. Jeśli to się powtarza, powiedz administratorowi.',
  ],
  'replica-not-found': [
    'Serwer nie zna już tego obszaru.',
    'Twoje zmiany są zachowane. Pobierz obszar ponownie albo zapytaj administratora, czy go usunięto.',
  ],
  'stale-generation': [
    'Serwer nie umie już powiedzieć, co się zmieniło.',
    'Twoje zmiany są zachowane. Synchronizuj ponownie: wszystko zostanie odebrane od nowa.',
  ],
  'not-supported': ['Usługa tego nie oferuje.', 'Poproś administratora, by to włączył.'],
  'token-required': ['Usługa chce wiedzieć, kim jesteś.', 'Zaloguj się.'],
  'token-invalid': ['Twoja sesja wygasła.', 'Zaloguj się ponownie. Twoje zmiany są zachowane.'],
  forbidden: [
    'Nie wolno Ci tego zrobić.',
    'Zaloguj się jako ktoś, komu wolno, albo zapytaj administratora. Twoje zmiany są zachowane.',
  ],
  'user-unknown': ['Nie wiadomo, kto jest zalogowany.', 'Zaloguj się ponownie, aby zmiany miały właściwe nazwisko.'],
  'user-mismatch': ['Zmiany tutaj zrobił ktoś inny.', 'Zaloguj się jako ta osoba, aby je wysłać.'],
  'anonymous-edits': ['Zmiany tutaj zrobiono bez logowania.', 'Potwierdź, że można je wysłać pod Twoim nazwiskiem.'],
  'not-loaded': [
    'Części tej strony nie wczytano.',
    'Spróbuj ponownie, gdy jest połączenie. Jeśli to nie pomoże, odśwież stronę.',
  ],
  'insecure-context': ['Tę stronę otwarto bez https.', 'Otwórz ją przez https://, aby pracować offline.'],
  'storage-unavailable': [
    'Ta przeglądarka nie pozwala stronie przechowywać danych.',
    'Opuść tryb prywatny albo zezwól na dane tej witryny.',
  ],
  'storage-full': [
    'Pamięć tego urządzenia jest pełna.',
    'Zwolnij miejsce i spróbuj ponownie. To, co tu jest, zostaje.',
  ],
  'storage-lost': ['Przeglądarka zamknęła pamięć tej strony.', 'Odśwież stronę.'],
  'storage-damaged': [
    'Część warstwy na tym urządzeniu jest uszkodzona.',
    'Synchronizuj, aby pobrać ją ponownie. Twoje zmiany są zachowane.',
  ],
  'schema-newer': [
    'Dane tutaj zapisała nowsza wersja tej aplikacji.',
    'Odśwież stronę, aby ją otrzymać. Niczego nie zmieniono.',
  ],
  'blocked-by-other-tab': ['Dane trzyma inna karta.', 'Zamknij inne karty tej strony i spróbuj ponownie.'],
  'stale-holder': ['Inna karta przejęła pracę.', 'Zajrzyj tam albo spróbuj ponownie tutaj.'],
  'invalid-argument': ['Coś na tej stronie jest źle ustawione.', 'Powiedz autorowi strony.'],
  'controller-options-conflict': ['Dwie części tej strony nie zgadzają się co do usługi.', 'Powiedz autorowi strony.'],
  'controller-closed': ['Strona zamknęła ten obszar.', 'Odśwież stronę.'],
  'no-geodatabase': ['Obszaru nie ma jeszcze na tym urządzeniu.', 'Najpierw pobierz go do pracy offline.'],
  'already-registered': ['Ten plik jest już na tym urządzeniu.', 'Zamiast tego zsynchronizuj.'],
  'registration-not-needed': [
    'Obszar pobrano offline na tym właśnie urządzeniu.',
    'Nie potrzeba pliku. Zsynchronizuj.',
  ],
  'not-registered': ['Serwer jeszcze nie zna tego obszaru.', 'Zsynchronizuj; zmiany są zachowane.'],
  'geodatabase-unregistered': ['Ten plik został tu już usunięty.', 'Poproś o nowy plik.'],
  'original-unregistered': ['Serwer nie zna już źródła tego pliku.', 'Poproś o nowy plik.'],
  'other-service': ['Ten plik należy do innej usługi.', 'Wybierz plik przygotowany dla tej mapy.'],
  'schema-mismatch': [
    'Warstwy na serwerze zmieniły się od utworzenia tego pliku.',
    'Poproś o nowy plik albo pobierz obszar offline od nowa.',
  ],
  'geodatabase-exists': ['Obszar jest już na tym urządzeniu.', 'Zamiast tego synchronizuj.'],
  busy: ['Z tym obszarem dzieje się właśnie coś innego.', 'Poczekaj, aż się skończy.'],
  'pending-edits': ['Są jeszcze niewysłane zmiany.', 'Najpierw synchronizuj, aby nic nie przepadło.'],
  'layer-not-found': ['Warstwa nie należy do tego obszaru.', 'Powiedz autorowi strony.'],
  'feature-not-found': [
    'Obiektu nie ma na tym urządzeniu.',
    'Być może go usunięto. Synchronizuj, aby zobaczyć, co ma serwer.',
  ],
  'edit-not-found': ['Takiej zmiany nie ma na tym urządzeniu.', 'Być może już ją wysłano lub cofnięto.'],
  'attachment-not-found': ['Pliku nie ma na tym urządzeniu.', 'Synchronizuj przy połączeniu, aby go pobrać.'],
  'attachment-refused': ['Pliku nie można załączyć.', 'Zostaje na tym urządzeniu. Sprawdź, co przyjmuje serwer.'],
  'unsupported-query': ['Na to pytanie nie można odpowiedzieć na tym urządzeniu.', 'Powiedz autorowi strony.'],
  'bad-file': [
    'Plik jest uszkodzony albo nie jest tym, czym powinien być.',
    'Skopiuj go ponownie stamtąd, skąd pochodzi.',
  ],
  'wrong-passphrase': [
    'Plik jest zapieczętowany, a to hasło go nie otwiera.',
    'Wpisz je ponownie, dokładnie tak, jak je ustawiono.',
  ],
  'unsupported-file': ['Plik zawiera coś, czego nie można tu odczytać.', 'Powiedz autorowi pliku.'],
  internal: ['Coś poszło nie tak na tej stronie.', 'Twoje zmiany są zachowane. Odśwież stronę i spróbuj ponownie.'],
};

export const refusals: Required<Language>['editErrors'] = {
  100: ['Brakuje wysokości (wartości Z) kształtu.', 'Zapytaj administratora: warstwa ich wymaga.'],
  1000: ['Serwer odrzucił to.', 'Ponów. Jeśli to się powtarza, powiedz administratorowi.'],
  1001: ['Pole, które musi być wypełnione, jest puste.', 'Otwórz obiekt, wypełnij je i synchronizuj ponownie.'],
  1002: ['Brakuje miar (wartości M) kształtu.', 'Zapytaj administratora: warstwa ich wymaga.'],
  1003: [
    'Serwer to cofnął, bo inna zmiana w tej samej synchronizacji została odrzucona.',
    'Najpierw załatw pozostałe, potem ponów.',
  ],
  1004: ['Warstwa nie pozwala zmieniać kształtów.', 'Odrzuć zmianę albo zapytaj administratora.'],
  1005: ['Warstwa nie przyjmuje prawdziwych krzywych.', 'Narysuj kształt bez krzywych i ponów.'],
  1006: ['Tekst zawiera HTML, na który usługa nie pozwala.', 'Usuń znaczniki z tekstu i ponów.'],
  1007: ['Tylko autor tego obiektu może go zmienić.', 'Odrzuć zmianę albo poproś o nią właściciela.'],
  1008: [
    'Serwer nie mógł dodać pliku.',
    'Ponów. Jeśli to się powtarza, plik może być za duży lub nieprzyjmowanego rodzaju.',
  ],
  1009: ['Serwer nie mógł zastąpić pliku.', 'Ponów albo dodaj go jako nowy plik.'],
  1010: ['Serwer nie mógł usunąć pliku.', 'Ponów. Być może już go nie ma.'],
  1011: ['Obiektu nie ma już na serwerze: ktoś go usunął.', 'Odrzuć zmianę albo dodaj obiekt od nowa.'],
  1012: [
    'Serwer to cofnął, bo inna zmiana w tej samej synchronizacji została odrzucona.',
    'Najpierw załatw pozostałe, potem ponów.',
  ],
  1013: ['Obiektu nie ma albo nie wolno Ci go widzieć.', 'Zapytaj administratora albo odrzuć zmianę.'],
  1014: ['Brakuje wysokości (wartości Z) kształtu.', 'Zapytaj administratora: warstwa ich wymaga.'],
  1015: ['Serwer nie mógł przyjąć kształtu.', 'Narysuj kształt ponownie i ponów.'],
  1016: ['Serwer nie mógł przyjąć jednej z wartości.', 'Sprawdź pola obiektu i ponów.'],
  1017: ['Serwer nie mógł tego wykonać.', 'Ponów. Jeśli to się powtarza, podaj administratorowi kod.'],
  1018: ['Serwer nie mógł tego wykonać.', 'Ponów. Jeśli to się powtarza, podaj administratorowi kod.'],
  1019: ['Serwer nie mógł tego wykonać.', 'Ponów. Jeśli to się powtarza, podaj administratorowi kod.'],
  1020: ['Warstwa straciła swój GlobalID.', 'Powiedz administratorowi.'],
  1021: ['Obiekt ma pusty GlobalID.', 'Powiedz administratorowi.'],
  1022: ['Wartość, która może wystąpić tylko raz, już istnieje.', 'Zmień wartość i ponów.'],
  1023: ['Zmieniono pole, którego nie można edytować.', 'Odrzuć zmianę albo zapytaj administratora.'],
  2000: ['Serwer cofnął wszystkie zmiany tej warstwy.', 'Najpierw załatw inne błędy warstwy, potem ponów.'],
  2001: [
    'Warstwa nie należy już do usługi.',
    'Powiedz administratorowi. Twoja zmiana jest zachowana na tym urządzeniu.',
  ],
  9001: [
    'Należy do porzuconego obiektu, dlatego nie zostało wysłane.',
    'Popraw, aby należało do innego obiektu, albo porzuć także to.',
  ],
  9002: [
    'Warstwa zmieniła się na serwerze i nie ma już na to miejsca.',
    'Powiedz administratorowi albo porzuć zmianę. Jest zachowana na tym urządzeniu.',
  ],
  9003: [
    'Ta jedna zmiana jest większa, niż przyjmuje serwer.',
    'Poproś administratora o zezwolenie na większe żądania, potem ponów.',
  ],
  9004: [
    'Serwer przyjmuje inne zmiany, ale żadnej razem z tą.',
    'Sprawdź pola obiektu i ponów albo przekaż administratorowi, co odpowiedział serwer.',
  ],
  [-2147217395]: ['Serwer nie mógł przyjąć jednej z wartości.', 'Sprawdź pola obiektu i ponów.'],
  [-2147207418]: ['Reguła warstwy zabrania tych wartości.', 'Sprawdź pola obiektu i ponów.'],
};
