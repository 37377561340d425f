/** What can be read of the history through its worker. Everything rejects with a `HistoryError` when it cannot be read now. */
import type { ResourceHistory, Strips } from '../documents/history.ts';
import { HistoryError } from './history-error.ts';
import type { Answer, Asking } from './questions.ts';
import type { AuditRow, ChangeRow, StoredIncident } from './rows.ts';
import type { Range } from './steps.ts';

export interface Past {
  /** The newest incidents, newest first; of their documents only these keys. */
  recent(limit: number, keys: readonly string[]): Promise<readonly StoredIncident[]>;
  /** Null: there is no such incident. */
  incident(number: number): Promise<StoredIncident | null>;
  /** Null: there is no such incident, or it has no picture. */
  picture(incident: number): Promise<Uint8Array | null>;
  resources(range: Range): Promise<ResourceHistory>;
  /** What each service was over the last so many milliseconds. */
  strips(forMs: number): Promise<Strips>;
  /** Newest first. */
  changes(limit: number): Promise<readonly ChangeRow[]>;
  /** Newest first. */
  audit(limit: number): Promise<readonly AuditRow[]>;
}

export class Reader implements Past {
  readonly #ask: (asking: Asking) => Promise<Answer> | null;

  /** `ask`: null when nobody answers any more. */
  constructor(ask: (asking: Asking) => Promise<Answer> | null) {
    this.#ask = ask;
  }

  async recent(limit: number, keys: readonly string[]): Promise<readonly StoredIncident[]> {
    return (await this.#answer({ type: 'read-recent', limit, keys }, 'recent')).incidents;
  }

  async incident(number: number): Promise<StoredIncident | null> {
    return (await this.#answer({ type: 'read-incident', incident: number }, 'incident')).incident;
  }

  async picture(incident: number): Promise<Uint8Array | null> {
    return (await this.#answer({ type: 'read-picture', incident }, 'picture')).image;
  }

  async resources(range: Range): Promise<ResourceHistory> {
    return (await this.#answer({ type: 'read-resources', range }, 'resources')).resources;
  }

  async strips(forMs: number): Promise<Strips> {
    return (await this.#answer({ type: 'read-strips', forMs }, 'strips')).strips;
  }

  async changes(limit: number): Promise<readonly ChangeRow[]> {
    return (await this.#answer({ type: 'read-changes', limit }, 'changes')).changes;
  }

  async audit(limit: number): Promise<readonly AuditRow[]> {
    return (await this.#answer({ type: 'read-audit', limit }, 'audit')).entries;
  }

  async #answer<Type extends Answer['type']>(asking: Asking, type: Type): Promise<Extract<Answer, { readonly type: Type }>> {
    const answer = await this.#ask(asking);
    if (answer === null) throw new HistoryError('the supervisor is ending');
    if (isOf(answer, type)) return answer;
    throw new HistoryError(answer.type === 'unread' ? answer.reason : `the worker answers ${answer.type}`);
  }
}

function isOf<Type extends Answer['type']>(answer: Answer, type: Type): answer is Extract<Answer, { readonly type: Type }> {
  return answer.type === type;
}
