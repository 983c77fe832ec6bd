System.register([], function (_export) {
  return {
    execute: function () {
      _export({
        _widgetLabel: 'Offline-Abgleich',
        noService: 'Nennen Sie in den Einstellungen dieses Widgets einen Feature-Service.',
        wrongService: 'Der Dienst in den Einstellungen dieses Widgets ist keine Webadresse eines Feature-Service.',
        keepOpen:
          'Lassen Sie diese Seite offen: Ohne Verbindung kann sie nicht geöffnet werden. Was Sie ändern, bleibt trotzdem auf diesem Gerät.',
      });
    },
  };
});
