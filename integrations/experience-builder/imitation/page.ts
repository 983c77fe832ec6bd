/** Imitates what an experience does with widgets: fetches each by SystemJS from its folder, and draws it with its props. */
import { addDataSource, createRoot, dataSources, immutable, React } from './jimu-core';
import { loadArcGISJSAPIModules, view } from './jimu-arcgis';

declare const System: { import(url: string): Promise<{ default: React.ComponentType<Record<string, unknown>> }> };

const intl = { formatMessage: ({ defaultMessage }: { defaultMessage: string }) => defaultMessage };

async function open(file: string, props: Readonly<Record<string, unknown>>): Promise<void> {
  const { default: Widget } = await System.import(new URL(file, document.baseURI).href);
  const place = document.createElement('div');
  document.querySelector('main')?.append(place);
  createRoot(place).render(React.createElement(Widget, { intl, ...props }));
}

/** For the tests. */
Object.assign(window, {
  experience: {
    view,
    loadArcGISJSAPIModules,
    addDataSource,
    select: (id: string, records: readonly string[]) => dataSources.get(id)?.selectRecordsByIds(records),
    openWidget: (folder: string, id: string, props: { readonly config: object }) =>
      open(`${folder}/dist/runtime/widget.js`, {
        id,
        context: { folderUrl: `${folder}/` },
        ...props,
        config: immutable(props.config),
      }),
    openSetting: (folder: string, id: string, props: { readonly config: object }) =>
      open(`${folder}/dist/setting/setting.js`, { id, ...props, config: immutable(props.config) }),
  },
});
