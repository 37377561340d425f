/** Somebody of `[[access]]`, and where their secrets stand. */
export interface Person {
  readonly name: string;
  readonly role: 'view' | 'staff' | 'admin';
  /** The line of the PIN; null: nothing on the screen. */
  readonly pin: Place | null;
  /** The line of the password; null: no sign-in over the network. */
  readonly password: Place | null;
  /** The token that a program sends; null: none. */
  readonly token: Place | null;
}

/** A file, or a variable of the environment. */
export type Place = { readonly file: string } | { readonly env: string };

export type Environment = Readonly<Record<string, string | undefined>>;

/** The place in words, for people. */
export function placeInWords(place: Place): string {
  return 'file' in place ? place.file : `the variable ${place.env}`;
}
