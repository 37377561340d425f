/** Whether a picture, which is JPEG or PNG, is PNG: by its first bytes. */
export function isPng(image: Uint8Array): boolean {
  return image[0] === 0x89 && image[1] === 0x50;
}
