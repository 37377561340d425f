/**
 * The exhibit's sound: listens to the core's notes and plays them.
 *
 *   node audio.mjs URL_OF_NOTES
 *
 * SIGUSR2 makes it stand still while it goes on beating: that is for `npm run demo:break stall audio`.
 */
import { get } from 'node:http';
import { progress } from '../clients/node/invigil.mjs';
import { Player } from './player.mjs';
import { BLOCK, RATE, Synth } from './synth.mjs';

const url = process.argv[2] ?? 'http://127.0.0.1:7814/notes';
const synth = new Synth();
const player = new Player({ rate: RATE, blockMs: (1000 * BLOCK) / RATE, say: (words) => console.log(words) });
let blocks = 0;
let standsStill = false;

/** Follows the notes; when the core goes, the chord sounds on and the notes come back with it. */
function listen() {
  const again = () => setTimeout(listen, 500);
  const request = get(url, (response) => {
    let text = '';
    response.setEncoding('utf8').on('data', (chunk) => {
      const events = (text + chunk).split('\n\n');
      text = events.pop() ?? '';
      events.forEach(hear);
    });
    // A core that was killed breaks its answer off: an error here, and then `close`, where the next try begins.
    response.on('error', () => console.log('the core has gone'));
    response.on('close', again);
  });
  request.on('error', (error) => {
    if (request.res) return;
    console.log(`the core does not answer (${error.message})`);
    again();
  });
}

/** One server-sent event. */
function hear(text) {
  const [, kind, data] = /^event: (\w+)\ndata: (.*)$/.exec(text) ?? [];
  if (kind === 'note') synth.strike(JSON.parse(data));
  if (kind === 'chord') synth.chord(JSON.parse(data).root);
}

async function play() {
  for (;;) {
    if (standsStill) await new Promise((resolve) => setTimeout(resolve, 20));
    else {
      await player.play(synth.render());
      blocks += 1;
    }
  }
}

// A loop of its own: while the pipe is full the program is well and beats, and `blocks` tells whether sound moves.
setInterval(() => progress(blocks), 100);
process.on('SIGUSR2', () => {
  console.log('standing still, as asked: beats go on, sound does not');
  standsStill = true;
});
process.on('SIGTERM', () => {
  player.close();
  process.exit(0);
});
listen();
await play();
