/** One file of the archive. Text goes through the redaction, bytes do not: only pictures are bytes. */
import { messageOf } from '../../platform/errors.ts';
export type Item = { readonly name: string; readonly text: string } | { readonly name: string; readonly bytes: Uint8Array };

/** A text that could not be had is said in its place. */
export async function textItem(name: string, text: () => string | Promise<string>): Promise<Item> {
  try {
    return { name, text: await text() };
  } catch (error) {
    return { name, text: `This could not be read: ${messageOf(error)}\n` };
  }
}
