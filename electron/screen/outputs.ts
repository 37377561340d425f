/** The screens that sway has, and which of them a display means. */
import * as z from 'zod';

export const outputs = z.array(
  z.object({ name: z.string(), make: z.string(), model: z.string(), serial: z.string(), active: z.boolean() }),
);
export type Output = z.infer<typeof outputs>[number];

/** By the compositor's name of its socket (`HDMI-A-1`), or by what the screen says of itself, which all has to be right. */
export type Choice =
  | { readonly name: string }
  | { readonly make?: string | undefined; readonly model?: string | undefined; readonly serial?: string | undefined };

/** The first that is meant and switched on; null: none. */
export function chosen(choice: Choice, outputs: readonly Output[]): Output | null {
  const wanted = Object.entries(choice).filter((pair): pair is [keyof Output, string] => pair[1] !== undefined);
  return outputs.find((output) => output.active && wanted.every(([key, value]) => output[key] === value)) ?? null;
}

/** `HDMI-A-1`, or `Dell U2720Q 8F3K`. */
export function choiceInWords(choice: Choice): string {
  return Object.values(choice)
    .filter((value) => value !== undefined)
    .join(' ');
}

/** `HDMI-A-1 (Dell U2720Q 8F3K), DP-1 (switched off)`. */
export function outputsInWords(outputs: readonly Output[]): string {
  if (outputs.length === 0) return 'none';
  return outputs
    .map(({ name, make, model, serial, active }) => `${name} (${active ? [make, model, serial].join(' ').trim() : 'switched off'})`)
    .join(', ');
}
