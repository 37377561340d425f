/** A picture of what visitors see, for people: of the page, or of the holding page, never of what staff see. */
import { rename, rm, writeFile } from 'node:fs/promises';
import type { WebContents } from 'electron';

/** Of the picture; more is scaled down. */
const WIDEST_PX = 1280;
/** JPEG, 0 to 100. */
const QUALITY = 70;
/** A page that hangs gives no picture. */
const PICTURE_MS = 2500;

/** Writes it to `file` at once and whole. Rejects with the reason when there is none. */
export async function capture(contents: WebContents, file: string): Promise<void> {
  const picture = await inTime(contents.capturePage());
  const { width } = picture.getSize();
  if (width === 0) throw new Error('the page gives no picture');
  const small = width > WIDEST_PX ? picture.resize({ width: WIDEST_PX }) : picture;
  const part = `${file}.part`;
  try {
    await writeFile(part, small.toJPEG(QUALITY), { mode: 0o600 });
    await rename(part, file);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}

async function inTime<T>(picture: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`the page gave no picture within ${PICTURE_MS} ms`)), PICTURE_MS);
  });
  try {
    return await Promise.race([picture, late]);
  } finally {
    clearTimeout(timer);
  }
}
