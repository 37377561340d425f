/** Times as the reader's own clock shows them. Pure. */

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

const two = (number: number) => String(number).padStart(2, '0');

/** `21 Nov 03:12:07` */
export function shortTime(at: number): string {
  const time = new Date(at);
  return `${String(time.getDate()).padStart(2)} ${MONTHS[time.getMonth()]} ${clock(at)}`;
}

/** `21 November 2026` */
export function date(at: number): string {
  return new Date(at).toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });
}

/** `03:12:07` */
export function clock(at: number): string {
  const time = new Date(at);
  return `${two(time.getHours())}:${two(time.getMinutes())}:${two(time.getSeconds())}`;
}

/** `03:12:07.250` */
export function preciseClock(at: number): string {
  return `${clock(at)}.${String(new Date(at).getMilliseconds()).padStart(3, '0')}`;
}
