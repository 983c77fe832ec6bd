System.register([], function (_export) {
  return {
    execute: function () {
      _export({
        service: 'Feature-Service',
        serviceUrl: 'Webadresse',
        layers: 'Layer',
        layersHint: '0,1 (leer für alle)',
        geodatabase: 'Name der Kopie',
        map: 'Karte',
        highlightUnsent: 'Nicht Gesendetes hervorheben',
        records: 'Anhänge des gewählten Datensatzes',
        behaviour: 'Verhalten',
        autoSync: 'Von selbst abgleichen',
      });
    },
  };
});
