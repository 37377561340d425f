/** A service that ends a short time after each start, for ever. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault, Grade, Seen } from '../fault.ts';
import { crashing as program } from '../programs.ts';
import { Scene } from '../scene.ts';

/** `short`: everything faster, so that the end of a ladder is seen in the time. */
const LIVES_MS = { long: 2_000, short: 200 };
const WATCHED_MS = { long: 90_000, short: 36_000 };
/** Of the time; what begins in the last part shows what it has come to. */
const PARTS = 3;
const WORDS =
  /storm|too (often|many|quick|fast)|keeps? (failing|crashing)|gave up|giv(?:es|ing) up|FATAL|safe.mode|errored|start.limit|Active: failed|unmonitor/i;

/** 3: it comes to rest and says so; 2: it comes to rest; 1: it says that it does not; 0: the same again and again, and nobody is told. */
function grade(rests: boolean, told: boolean): Grade {
  if (rests) return told ? 3 : 2;
  return told ? 1 : 0;
}

export const crashing: Fault = {
  name: 'crashing',
  title: 'ends 2 s after every start, for ever',
  waits: true,
  try(peer, { short }): Promise<Seen> {
    const lives = short ? LIVES_MS.short : LIVES_MS.long;
    const partMs = (short ? WATCHED_MS.short : WATCHED_MS.long) / PARTS;
    return Scene.play(
      peer,
      (scene) => program(scene, lives),
      async (scene) => {
        const starts: number[] = [];
        for (let part = 0, before = 0; part < PARTS; part++, before = scene.mains.length) {
          await sleep(partMs);
          starts.push(scene.mains.length - before);
        }
        const [first = 0, last = 0] = [starts[0], starts.at(-1)];
        const said = scene.said.last(WORDS);
        // At rest is what tries at most half as often as at first.
        const rests = last <= first / 2;
        const does = rests ? (last === 0 ? 'comes to rest' : 'slows down') : 'starts it again and again';
        const perMinute = (count: number) => `${Math.round((count * 60_000) / partMs)}`;
        return {
          does: `${does}${said === null ? ', tells nobody' : ', and says so'}`,
          evidence: `starts a minute: ${starts.map(perMinute).join(', then ')}; ${said === null ? 'its log has only the single ends' : `“${said}”`}`,
          grade: grade(rests, said !== null),
        };
      },
    );
  },
};
