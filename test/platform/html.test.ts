import { expect, test } from 'vitest';
import { escapeHtml } from '../../electron/platform/html.ts';

test('nothing of a text is read as markup, and what looks escaped already is shown as it is', () => {
  expect(escapeHtml('Light & <b title="x">Sound</b> &lt;')).toBe('Light &amp; &lt;b title=&quot;x&quot;&gt;Sound&lt;/b&gt; &amp;lt;');
});
