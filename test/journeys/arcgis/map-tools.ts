/** What the scripts that run in the map's page share, as text: it becomes `window.tools`. */
export const MAP_TOOLS = `
  window.tools = {
    get serviceUrl() { return new URLSearchParams(location.search).get('service'); },
    get controller() { return getSyncController({ serviceUrl: tools.serviceUrl }); },
    layer(id) { return layers.find(({ layerId }) => layerId === id); },
    /** Every layer view has drawn what it has. */
    async drawn() {
      for (let quiet = 0; quiet < 5; ) {
        await new Promise((resolve) => setTimeout(resolve, 100));
        const busy = !window.view?.ready || view.updating || view.layerViews.length < view.map.layers.length;
        quiet = busy ? 0 : quiet + 1;
      }
    },
    /** The view is at rest, or the time is over. */
    async settled(ms) {
      const end = Date.now() + ms;
      for (let quiet = 0; quiet < 5 && Date.now() < end; ) {
        await new Promise((resolve) => setTimeout(resolve, 100));
        quiet = view.updating ? 0 : quiet + 1;
      }
    },
    /** A place of the screen that the geometry covers. */
    place(geometry) {
      if (geometry.type === 'point') return view.toScreen(geometry);
      if (geometry.type === 'polygon') return view.toScreen(geometry.extent.center);
      const [[x1, y1], [x2, y2]] = geometry.paths[0];
      const { spatialReference } = geometry;
      return view.toScreen({ type: 'point', x: (x1 + x2) / 2, y: (y1 + y2) / 2, spatialReference });
    },
    /**
     * What the map shows where this feature is: the ObjectIDs that are hit there, and how many pixels of a square of 15 are not background.
     */
    async look(layer, objectId) {
      const { features: [feature] } = await layer.queryFeatures({ objectIds: [objectId], returnGeometry: true, outFields: ['*'] });
      await view.goTo({ target: feature.geometry.extent?.center ?? feature.geometry, zoom: view.zoom }, { animate: false });
      await tools.drawn();
      const place = tools.place(feature.geometry);
      const { results } = await view.hitTest(place, { include: layer });
      const ids = results.map(({ graphic }) => graphic.attributes.OBJECTID);
      const area = { x: Math.round(place.x) - 7, y: Math.round(place.y) - 7, width: 15, height: 15 };
      const { data: { data } } = await view.takeScreenshot({ area });
      let pixels = 0;
      for (let at = 0; at < data.length; at += 4) if (data[at + 3] > 0 && data[at] + data[at + 1] + data[at + 2] < 740) pixels++;
      return { hit: ids.includes(objectId), pixels };
    },
    async attach(layer, objectId, name, bytes) {
      const { features: [feature] } = await layer.queryFeatures({ objectIds: [objectId], outFields: ['*'] });
      const form = new FormData();
      form.append('attachment', new File([bytes], name, { type: 'image/png' }));
      form.append('f', 'json');
      const added = await layer.addAttachment(feature, form);
      if (added.error) throw added.error;
    },
    async attachments(layer, objectId) {
      return (await layer.queryAttachments({ objectIds: [objectId] }))[objectId] ?? [];
    },
    async picture(width) {
      const canvas = new OffscreenCanvas(width, 10);
      canvas.getContext('2d').fillRect(0, 0, width, 10);
      return canvas.convertToBlob({ type: 'image/png' });
    },
    /** As a page shows it: its width, or 0. */
    async imageWidth(src) {
      const image = new Image();
      image.src = src;
      await image.decode().catch(() => undefined);
      return image.naturalWidth;
    },
  };
`;
