// What we use of Trusted Types; TypeScript's DOM library does not know them yet. A TrustedScriptURL is declared as the
// string that it stands for, because the constructors that take it are.
declare global {
  var trustedTypes:
    | {
        createPolicy(
          name: string,
          rules: { createScriptURL: (input: string) => string },
        ): { createScriptURL: (input: string) => string };
      }
    | undefined;
}

export {};
