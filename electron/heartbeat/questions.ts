/** Everything that is asked of one instance: for its heartbeat again and again, for its readiness until the first answer as wanted. */
import type { HeartbeatRequest, Question, SpawnRequest } from '../supervisor/ports.ts';
import { Asker } from './asker.ts';
import type { Ask } from './question.ts';
import { askExec } from './question-exec.ts';
import { askHttp } from './question-http.ts';
import { askTcp } from './question-tcp.ts';
import type { Signs } from './signs.ts';

type Surroundings = Pick<SpawnRequest, 'directory' | 'environment'>;

export class Questions {
  readonly #askers: Asker[] = [];

  /** Begins to ask. */
  constructor(signs: Signs, { heartbeat, ready }: HeartbeatRequest, surroundings: Surroundings) {
    if (heartbeat.question !== null) {
      let failed = 0;
      this.#askers.push(
        new Asker(askFor(heartbeat.question, surroundings), heartbeat, (answer) => {
          if (answer === null) {
            failed = 0;
            signs.ready();
            signs.beat();
          } else if (signs.isReady) {
            // Before readiness a failure says nothing: `startup` bounds that time.
            failed += 1;
            if (failed >= heartbeat.failures) signs.missed(answer);
          }
        }),
      );
    }
    if (ready !== null) {
      const asker = new Asker(askFor(ready.question, surroundings), ready, (answer) => {
        if (answer !== null) return;
        signs.readyAsAsked();
        asker.close();
      });
      this.#askers.push(asker);
    }
  }

  async drain(): Promise<void> {
    await Promise.all(this.#askers.map((asker) => asker.drain()));
  }

  close(): void {
    for (const asker of this.#askers) asker.close();
  }
}

function askFor(question: Question, surroundings: Surroundings): Ask {
  switch (question.kind) {
    case 'http':
      return askHttp(question);
    case 'tcp':
      return askTcp(question);
    case 'exec':
      return askExec(question, surroundings);
  }
}
