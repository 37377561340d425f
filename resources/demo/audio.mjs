/**
 * The exhibit's sound: listens to the core's notes and plays them.
 *
 *   node audio.mjs URL_OF_NOTES
 *
 * SIGUSR2 makes it stand still while it goes on beating: that is for `npm run demo:break stall audio`.
 */
import { get } from 'node:http';
import { createInterface } from 'node:readline';
import { joinInvigil } from './heartbeat.mjs';
import { Player } from './player.mjs';
import { BLOCK, RATE, Synth } from './synth.mjs';

const url = process.argv[2] ?? 'http://127.0.0.1:7814/notes';
const invigil = joinInvigil();
const synth = new Synth();
const player = new Player({ rate: RATE, blockMs: (1000 * BLOCK) / RATE, say: (words) => console.log(words) });
let blocks = 0;
let standsStill = false;

/** Follows the notes; when the core goes, the chord sounds on and the notes come back with it. */
function listen() {
  const again = () => setTimeout(listen, 500);
  const request = get(url, (response) => {
    let event = '';
    const lines = createInterface({ input: response });
    lines.on('line', (line) => {
      if (line.startsWith('event: ')) event = line.slice('event: '.length);
      if (!line.startsWith('data: ')) return;
      const data = JSON.parse(line.slice('data: '.length));
      if (event === 'note') synth.strike(data);
      if (event === 'chord') synth.chord(data.root);
    });
    // An answer that breaks off ends in `close` too, and there the next try begins.
    response.on('error', () => lines.close());
    response.on('close', again);
  });
  request.on('error', (error) => {
    if (!request.res) again();
    console.log(`the core does not answer (${error.message})`);
  });
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
setInterval(() => invigil.beat(blocks), 100);
process.on('SIGUSR2', () => {
  console.log('standing still, as asked: beats go on, sound does not');
  standsStill = true;
});
process.on('SIGTERM', () => {
  player.close();
  invigil.close();
  process.exit(0);
});
listen();
await play();
