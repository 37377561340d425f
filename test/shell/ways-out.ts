/**
 * Every known way out of a page that fills the screen, as attempts of a page that is against us. docs/shell.md has the same table for
 * people. `ELSEWHERE` stands for the address of a server of another origin.
 */
import type { Attempt } from './attempts.ts';

const link = (href: string, more = '') =>
  `{ const a = document.createElement('a'); a.href = ${JSON.stringify(href)}; ${more}; document.body.append(a); a.click(); a.remove() }`;
const emptyFrame = `const f = document.createElement('iframe'); f.style = 'position:fixed;right:0;bottom:0'; document.body.append(f); const w = f.contentWindow`;
const file = (act: string) => `const i = document.createElement('input'); i.type = 'file'; ${act}`;

/** Keys as wtype takes them: what browsers, window managers and old kiosks do something on. */
export const KEYS: readonly string[] = [
  ...['w', 'q', 'n', 't', 'm', 'r', 'p', 'o', 's', 'u', 'f', 'h', 'j', 'l', 'd', 'plus', 'minus', '0'].map((key) => `ctrl ${key}`),
  ...['i', 'c', 'j', 'n', 'p', 't', 'w', 'r', 'Delete', 'Escape'].map((key) => `ctrl+shift ${key}`),
  ...['F4', 'Left', 'Right', 'Home', 'd', 'f', 'space', 'Tab', 'Escape'].map((key) => `alt ${key}`),
  ...['Escape', 'F1', 'F3', 'F5', 'F6', 'F7', 'F10', 'F11', 'F12', 'Menu', 'Print', 'BackSpace', 'Tab'],
  ...['XF86Back', 'XF86HomePage', 'XF86Search', 'XF86Mail', 'XF86Calculator', 'XF86Reload', 'XF86WWW'],
];

/** Needs no touch. */
export const BY_ITSELF: readonly Attempt[] = [
  {
    way: 'Node in the page',
    script: `return [typeof require, typeof process, typeof module, typeof Buffer].join()`,
    outcome: /^(undefined,?){4}$/,
  },
  { way: 'the page that opened it', script: `return [opener, parent === self, top === self].join()`, outcome: /^,true,true$/ },
  {
    way: 'a webview element',
    script: `document.body.append(document.createElement('webview')); return typeof document.querySelector('webview').loadURL`,
    outcome: /^undefined$/,
  },
  { way: 'window.open', script: `return open('/')`, outcome: /^null$/ },
  { way: 'window.open elsewhere, and over itself', script: `open('ELSEWHERE'); open('ELSEWHERE', '_self'); open('ELSEWHERE', '_top')` },
  { way: 'window.close', script: `close(); self.close(); top.close()` },
  { way: 'window.close of an empty frame', script: `${emptyFrame}; w.close.call(window); w.close()` },
  { way: 'alert, confirm', script: `return [alert('!'), confirm('?')].join()`, outcome: /^,false$/ },
  { way: 'prompt', script: `return prompt('?')`, outcome: /Error/ },
  { way: 'print', script: `print(); return 'went on'`, outcome: /^went on$/ },
  { way: 'execCommand print', script: `return document.execCommand('print') || document.execCommand('PrInT')`, outcome: /^false$/ },
  {
    way: 'execCommand print, with String patched',
    script: `const old = String.prototype.toLowerCase; String.prototype.toLowerCase = () => 'x'; try { return document.execCommand('print') } finally { String.prototype.toLowerCase = old }`,
    outcome: /^false$/,
  },
  {
    way: 'print of an empty frame',
    script: `${emptyFrame}; w.print(); w.print.call(window); return w.document.execCommand('print')`,
    outcome: /^false$/,
  },
  {
    way: 'print of a frame with a document',
    script: `const f = document.createElement('iframe'); f.srcdoc = '<script>print();document.execCommand("print")</script>'; document.body.append(f); await new Promise((r) => f.onload = r)`,
  },
  {
    way: 'print after document.open',
    script: `${emptyFrame}; w.document.open(); w.document.write('<script>print();document.execCommand("print");close()</script>'); w.document.close()`,
  },
  { way: 'location elsewhere', script: `location = 'ELSEWHERE'; location.assign('ELSEWHERE'); location.replace('ELSEWHERE')` },
  {
    way: 'meta refresh elsewhere',
    script: `const m = document.createElement('meta'); m.httpEquiv = 'refresh'; m.content = '0;url=ELSEWHERE'; document.head.append(m); await new Promise((r) => setTimeout(r, 300)); m.remove()`,
  },
  {
    way: 'form elsewhere',
    script: `for (const [method, target] of [['get', '_self'], ['post', '_self'], ['post', '_blank']]) { const f = document.createElement('form'); f.action = 'ELSEWHERE'; f.method = method; f.target = target; document.body.append(f); f.submit() }`,
  },
  { way: 'javascript link that leads elsewhere', script: link(`javascript:location='ELSEWHERE'`) },
  { way: 'own server sends elsewhere', script: link('/elsewhere') },
  {
    way: 'frame that takes the whole page elsewhere',
    script: `const f = document.createElement('iframe'); f.srcdoc = '<script>top.location="ELSEWHERE"</script>'; document.body.append(f); await new Promise((r) => setTimeout(r, 300))`,
  },
  {
    way: 'own worker that takes it elsewhere',
    script: `const w = new SharedWorker(URL.createObjectURL(new Blob(['onconnect = (e) => e.ports[0].postMessage(typeof open)']))); w.port.start(); return await new Promise((r) => w.port.onmessage = (e) => r(e.data))`,
    outcome: /^undefined$/,
  },
  {
    way: 'service worker that opens a window',
    script: `await navigator.serviceWorker.register('/worker.js'); const { active } = await navigator.serviceWorker.ready; return await new Promise((r) => { navigator.serviceWorker.onmessage = (e) => r(e.data); active.postMessage('ELSEWHERE') })`,
    outcome: /Error/,
  },
  {
    way: 'mailto, unknown schemes',
    script: `${link('mailto:a@b.example')}; location = 'mailto:a@b.example'; location = 'tel:+1'; location = 'ms-word:x'; location = 'steam://run/1'`,
  },
  {
    way: 'mailto in a frame',
    script: `const f = document.createElement('iframe'); f.src = 'mailto:a@b.example'; document.body.append(f); await new Promise((r) => setTimeout(r, 300)); f.src = 'steam://run/1'`,
  },
  { way: 'files', script: `location = 'file:///etc/passwd'; ${link('file:///etc/passwd')}; open('file:///etc/passwd')` },
  {
    way: 'file in a frame',
    script: `const f = document.createElement('iframe'); f.src = 'file:///etc/passwd'; document.body.append(f); await new Promise((r) => setTimeout(r, 300)); return f.contentDocument?.body?.textContent ?? 'closed'`,
    outcome: /^(closed|)$/,
  },
  {
    way: 'addresses of the browser itself',
    script: `for (const url of ['chrome://gpu', 'chrome://settings', 'devtools://devtools/bundled/inspector.html', 'view-source:' + location.href, 'chrome-error://chromewebdata/']) { location = url; open(url) }`,
  },
  {
    way: 'data and blob documents',
    script: `location = 'data:text/html,<title>out</title>'; open(URL.createObjectURL(new Blob(['<title>out</title>'], { type: 'text/html' })))`,
  },
  { way: 'back to before the exhibit', script: `history.back(); history.go(-2); history.forward(); return history.length`, outcome: /^1$/ },
  { way: 'download', script: `${link('/download')}; ${link('/plain', `a.download = 'x.txt'`)}; location = '/download'` },
  {
    way: 'download of a blob',
    script: `const a = document.createElement('a'); a.href = URL.createObjectURL(new Blob(['x'])); a.download = 'x.txt'; a.click()`,
  },
  {
    way: 'size and place of the window',
    script: `resizeTo(300, 200); moveTo(50, 50); resizeBy(-100, -100); blur(); return [outerWidth, outerHeight].join()`,
    outcome: /^1280,720$/,
  },
  { way: 'notification', script: `return await Notification.requestPermission()`, outcome: /^denied$/ },
  {
    way: 'place on earth',
    script: `return await new Promise((yes, no) => navigator.geolocation.getCurrentPosition(yes, ({ code }) => no({ name: 'code ' + code })))`,
    outcome: /^code 1$/,
  },
  {
    way: 'camera and microphone',
    script: `await navigator.mediaDevices.getUserMedia({ video: true, audio: true })`,
    outcome: /^NotAllowedError$/,
  },
  { way: 'MIDI', script: `await navigator.requestMIDIAccess({ sysex: true })`, outcome: /Error$/ },
  { way: 'what was copied', script: `return await navigator.clipboard.readText()`, outcome: /^NotAllowedError$/ },
  { way: 'fonts of the machine', script: `return (await queryLocalFonts()).length`, outcome: /Error$|^0$/ },
  { way: 'handler of a scheme', script: `navigator.registerProtocolHandler('web+out', location.origin + '/%s'); ${link('web+out:x')}` },
  { way: 'a document that never ends with dialogs', script: `for (let n = 0; n < 50; n += 1) { alert(n); confirm(n) }` },
];

/** Needs a touch: each is made while the browser takes it for one of a person. */
export const TOUCHED: readonly Attempt[] = [
  { way: 'window.open', script: `return open('ELSEWHERE')`, outcome: /^null$/ },
  { way: 'link to a new window', script: link('ELSEWHERE', `a.target = '_blank'`) },
  {
    way: 'link with Ctrl and Shift',
    script: `for (const key of ['ctrlKey', 'shiftKey', 'metaKey', 'altKey']) { const a = document.createElement('a'); a.href = 'ELSEWHERE'; document.body.append(a); a.dispatchEvent(new MouseEvent('click', { [key]: true })); a.remove() }`,
  },
  { way: 'link elsewhere', script: link('ELSEWHERE') },
  { way: 'mailto link', script: link('mailto:a@b.example') },
  {
    way: 'form to a new window',
    script: `const f = document.createElement('form'); f.action = 'ELSEWHERE'; f.target = '_blank'; document.body.append(f); f.submit()`,
  },
  { way: 'file input', script: file('i.click()') },
  { way: 'file input in the document', script: file('document.body.append(i); i.click(); i.remove()') },
  { way: 'file input, by an event', script: file(`i.dispatchEvent(new MouseEvent('click'))`) },
  { way: 'file input, by its label', script: file(`const l = document.createElement('label'); l.append(i); l.click()`) },
  {
    way: 'file input in a closed shadow',
    script: file(
      `const d = document.createElement('div'); document.body.append(d); d.attachShadow({ mode: 'closed' }).append(i); i.click(); d.remove()`,
    ),
  },
  { way: 'file input of an empty frame', script: `${emptyFrame}; const i = w.document.createElement('input'); i.type = 'file'; i.click()` },
  { way: 'folder input', script: file('i.webkitdirectory = true; i.click()') },
  { way: 'showPicker of a file input', script: file('i.showPicker()') },
  { way: 'showPicker of a file input that denies it', script: file(`Object.defineProperty(i, 'type', { value: 'text' }); i.showPicker()`) },
  { way: 'showPicker of an empty frame', script: `${emptyFrame}; ${file('w.HTMLInputElement.prototype.showPicker.call(i)')}` },
  { way: 'showOpenFilePicker', script: `await showOpenFilePicker()`, outcome: /Error/ },
  { way: 'showSaveFilePicker', script: `await showSaveFilePicker()`, outcome: /Error/ },
  { way: 'showDirectoryPicker', script: `await showDirectoryPicker()`, outcome: /Error/ },
  {
    way: 'pickers of an empty frame',
    script: `${emptyFrame}; return [typeof w.showOpenFilePicker, typeof w.showSaveFilePicker].join()`,
    outcome: /^undefined,undefined$/,
  },
  { way: 'colour of the screen', script: `await new EyeDropper().open()`, outcome: /Error|pending/ },
  {
    way: 'picture in picture',
    script: `return [typeof HTMLVideoElement.prototype.requestPictureInPicture, typeof documentPictureInPicture].join()`,
    outcome: /^undefined,undefined$/,
  },
  {
    way: 'full screen',
    script: `document.body.requestFullscreen().catch(() => {}); await new Promise((r) => setTimeout(r, 300)); return document.fullscreenElement`,
    outcome: /^null$/,
  },
  {
    way: 'pointer lock',
    script: `const lost = new Promise((no) => document.onpointerlockerror = () => no('refused')); document.body.requestPointerLock(); return await lost`,
    outcome: /refused|Error/,
  },
  { way: 'keyboard lock', script: `await navigator.keyboard.lock(); return 'no window of another'`, outcome: /./ },
  { way: 'picture of the screen', script: `await navigator.mediaDevices.getDisplayMedia()`, outcome: /Error$/ },
  { way: 'USB device', script: `await navigator.usb.requestDevice({ filters: [] })`, outcome: /Error$/ },
  { way: 'HID device', script: `return (await navigator.hid.requestDevice({ filters: [] })).length`, outcome: /Error$|^0$/ },
  { way: 'serial port', script: `await navigator.serial.requestPort()`, outcome: /Error$/ },
  { way: 'Bluetooth device', script: `await navigator.bluetooth.requestDevice({ acceptAllDevices: true })`, outcome: /Error$|pending/ },
  {
    way: 'payment',
    script: `await new PaymentRequest([{ supportedMethods: 'https://pay.example' }], { total: { label: 'x', amount: { currency: 'EUR', value: '1' } } }).show()`,
    outcome: /Error$/,
  },
  {
    way: 'passkey',
    script: `await navigator.credentials.create({ publicKey: { challenge: new Uint8Array(8), rp: { name: 'x' }, user: { id: new Uint8Array(8), name: 'x', displayName: 'x' }, pubKeyCredParams: [{ type: 'public-key', alg: -7 }] } })`,
    outcome: /Error$|pending/,
  },
  { way: 'share', script: `await navigator.share({ text: 'x' })`, outcome: /Error$/ },
  { way: 'print', script: `print(); return document.execCommand('print')`, outcome: /^false$/ },
  { way: 'download', script: `const a = document.createElement('a'); a.href = '/download'; a.click()` },
  {
    way: 'trap against leaving',
    script: `onbeforeunload = (e) => { e.preventDefault(); return e.returnValue = 'stay' }; location.hash = 'x'`,
  },
];

/** In a frame from another origin, touched. */
export const FRAMED: readonly Attempt[] = [
  { way: 'the whole page elsewhere', script: `top.location = location.origin + '/'`, outcome: /./ },
  { way: 'link for the whole page', script: link('ELSEWHERE', `a.target = '_top'`) },
  { way: 'link to a new window', script: link('ELSEWHERE', `a.target = '_blank'`) },
  { way: 'window.open', script: `return open('ELSEWHERE')`, outcome: /^null$/ },
  { way: 'file input', script: file('i.click()') },
  { way: 'showPicker of a file input', script: file('i.showPicker()') },
  { way: 'showOpenFilePicker', script: `await showOpenFilePicker()`, outcome: /Error/ },
  { way: 'print', script: `print(); return document.execCommand('print')`, outcome: /^false$/ },
  { way: 'print of an empty frame in it', script: `${emptyFrame}; w.print(); return w.document.execCommand('print')`, outcome: /^false$/ },
  { way: 'alert', script: `alert('!'); return confirm('?')`, outcome: /^false$/ },
  { way: 'mailto link', script: link('mailto:a@b.example') },
  {
    way: 'full screen',
    script: `document.body.requestFullscreen().catch(() => {}); await new Promise((r) => setTimeout(r, 300)); return document.fullscreenElement`,
    outcome: /^null$/,
  },
  { way: 'words of the page', script: `return typeof invigil`, outcome: /^undefined$/ },
  // Stops what the page was loading, and nothing else.
  { way: 'close', script: `close(); top.close(); parent.close()` },
];
