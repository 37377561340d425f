/**
 * Draws the icon's sizes from resources/icons/invigil.svg into resources/icons/png, by Debian's Chromium:
 *
 *   node build/package/icons.ts
 *
 * The pictures are kept with the sources: a package is built without a browser.
 */
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const SIZES = [16, 24, 32, 48, 64, 128, 256, 512];
const icons = join(import.meta.dirname, '..', '..', 'resources', 'icons');
const target = join(icons, 'png');

mkdirSync(target, { recursive: true });
const drawing = `data:image/svg+xml;base64,${readFileSync(join(icons, 'invigil.svg')).toString('base64')}`;
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
try {
  for (const size of SIZES) {
    const page = await browser.newPage({ viewport: { width: size, height: size } });
    await page.setContent(`<style>body{margin:0}</style><img src="${drawing}" width="${size}" height="${size}" style="display:block">`);
    await page.screenshot({ path: join(target, `${size}x${size}.png`), omitBackground: true });
    await page.close();
  }
} finally {
  await browser.close();
}
