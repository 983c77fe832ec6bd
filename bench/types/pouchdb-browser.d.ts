/** As much of PouchDB as the bench uses; its own package brings no types. */
declare module 'pouchdb-browser' {
  export default class PouchDB<Document> {
    constructor(name: string, options?: { readonly auto_compaction?: boolean });
    info(): Promise<{ readonly doc_count: number }>;
    bulkDocs(documents: readonly (Document & { readonly _id: string })[]): Promise<readonly object[]>;
    allDocs(options: {
      readonly keys: readonly string[];
      readonly include_docs: true;
    }): Promise<{ readonly rows: readonly { readonly doc?: Document | null }[] }>;
  }
}
