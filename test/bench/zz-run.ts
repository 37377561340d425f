import { onStage } from '/work/main/test/bench/stage.ts';
import { PEERS } from '/work/main/test/bench/peers/index.ts';
import { compiled } from '/work/main/test/support/compile.ts';
import { killAgainAndAgain } from '/work/main/test/bench/cost/kills.ts';
import { readFileSync, appendFileSync } from 'node:fs';
const [, , count = '3000', name = 'invigil'] = process.argv;
function kinds(pid: number) {
  const out = new Map<string, number>(); let kind = ''; let at=''; const big: string[] = [];
  for (const line of readFileSync(`/proc/${pid}/smaps`, 'utf8').split('\n')) {
    const head = /^([0-9a-f]+)-([0-9a-f]+) (\S+) \S+ \S+ \d+\s*(.*)$/.exec(line);
    if (head) { at = head[1]+'-'+head[2]; const size = parseInt(head[2], 16) - parseInt(head[1], 16); kind = head[4] === '' ? (size <= 64*2**20 && head[3].startsWith('rw') ? `anon ${size>=2**20? '>=1M':size>=131072?'128k+':'<128k'}` : `anon ${head[3]}`) : head[4].startsWith('/') ? 'file' : head[4]; }
    const r = /^Rss:\s+(\d+) kB/.exec(line); if (r && kind==='anon >=1M' && Number(r[1])>800) big.push(at+' '+r[1]);
    if (r) out.set(kind, (out.get(kind) ?? 0) + Number(r[1]) / 1e3);
  }
  if (process.env.BIG) console.log(big.join('\n'));
  return [...out].sort((a, b) => b[1] - a[1]).map(([k, v]) => `${k} ${v.toFixed(1)}`).join(', ');
}
await onStage(async ({ stamps, environment, start }) => {
  const peer = PEERS.find((p) => p.name === name)!;
  const names = Array.from({ length: 20 }, (_, i) => `p-${i}`);
  const firsts = Promise.all(names.map((n) => stamps.next(n)));
  const running = await start(peer, names.map((n) => ({ name: n, command: [compiled('stamped', ['-static']), n] as [string, ...string[]], environment })));
  const pr = await firsts;
  const say = (w: string) => { for (const pid of running.processes()) { const s = readFileSync(`/proc/${pid}/status`, 'utf8'); const rss = /VmRSS:\s+(\d+)/.exec(s)?.[1]; const threads=/Threads:\s+(\d+)/.exec(s)?.[1]; if (Number(rss) > 20000) console.log(w, pid, 'rss', rss, 'threads', threads, kinds(pid)); } };
  await new Promise((r) => setTimeout(r, 15000)); say('begin');
  await killAgainAndAgain({ stamps, firsts: pr, restarts: Number(count), mostMs: 25 * 60_000, after: (n) => { if (n % 500 === 0) say(String(n)); } });
  for (const t of [15, 105, 130]) { await new Promise((r) => setTimeout(r, t * 1000)); say('after ' + t); }
});
