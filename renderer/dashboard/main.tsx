/**
 * The dashboard: what somebody sees of an exhibit who is not there, on a phone first. One page; what follows `#` in the address says
 * what of it is shown, so that every view, each incident and each line of a log can be sent to a colleague as a link.
 *
 *   app.tsx            signed in or not; language and time zone
 *   request.ts, api.ts questions to the supervisor and typed answers: each parsed with the schema of its document
 *   early.ts           the first two questions, asked before the rest of the page runs
 *   live.ts(x)         the stream of events, which only says that something changed: then it is read
 *   frame.tsx          what stands around every view: title, pages, connection
 *   now/               the first screen: the sentence, services, actions, the screen
 *   incidents/ logs/ graphs/ alerts/ audit/   one folder for each other view
 *
 * Invariants: what services, people and files say is only ever text, never markup; nothing is asked of a server but the exhibit's own;
 * the page holds no secret (the session is a cookie that scripts cannot read); while the supervisor is away the last state stays,
 * plainly marked, and it is found again without anybody's help.
 *
 * Numbers: the overview is read at each event and each 5 s, each 2 s without events, never while the page is hidden; a request is given
 * up after 10 s; the picture of the screen is read each 10 s while it is seen; 20,000 lines of a log are kept, those on the screen drawn.
 */
import './no-eval.ts';
import './early.ts';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';

const root = document.getElementById('dashboard');
if (root === null) throw new Error('the dashboard’s page has no #dashboard');
createRoot(root).render(<App />);
