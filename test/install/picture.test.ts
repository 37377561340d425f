import { expect, it } from 'vitest';
import { holdingPicture } from '../../electron/install/picture.ts';

it('is the title on the colour, black or white as is better to read', () => {
  expect(holdingPicture('Lantern', '#101418')).toMatch(/fill="#101418".*fill="#ffffff".*>Lantern</s);
  expect(holdingPicture('Lantern', '#f0e442')).toContain('fill="#000000"');
});

it('breaks a long title between words, and means what it says by < and &', () => {
  const picture = holdingPicture('Light & Shadow in the <Age> of Discovery', '#101418');
  expect(picture.match(/<tspan/g)).toHaveLength(2);
  expect(picture).toContain('Light &amp; Shadow in the');
  expect(picture).toContain('&lt;Age&gt; of Discovery');
});
