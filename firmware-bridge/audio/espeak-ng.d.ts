/** The part of the WebAssembly build (Emscripten module) that is used; the package ships no types. */
declare module 'espeak-ng' {
  interface EspeakModule {
    readonly FS: {
      readFile(path: string): Uint8Array;
      analyzePath(path: string): { readonly exists: boolean };
    };
  }
  export default function loadEspeak(options: {
    readonly arguments: readonly string[];
    readonly print: (line: string) => void;
    readonly printErr: (line: string) => void;
  }): Promise<EspeakModule>;
}
