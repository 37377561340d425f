/**
 * What pages show of an exhibit and do with it, overlay and dashboard alike: the sentence and what to do about it, services, actions,
 * the machine. How the supervisor is asked is each page's own: here it is only known what can be asked.
 */
import { createContext, useContext } from 'react';
import type { AnswerProblem, Ask } from '../../electron/documents/bridge.ts';
import type { LogLines } from '../../electron/documents/log-lines.ts';
import type { SignedIn } from '../../electron/documents/sign-in.ts';
import type { Sound } from '../../electron/documents/sound.ts';

/** Who has signed in. */
export type Person = Pick<SignedIn, 'name' | 'role'>;
export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: AnswerProblem };
export type CommandArguments = Extract<Ask, { ask: 'command' }>['arguments'];

/** Nothing of it ever rejects. */
export interface ExhibitApi {
  sound(): Promise<Result<Sound>>;
  log(service: string): Promise<Result<LogLines>>;
  command(name: string, args: CommandArguments, confirmation?: string): Promise<Result<unknown>>;
}

export const ExhibitContext = createContext<ExhibitApi | null>(null);

export function useExhibit(): ExhibitApi {
  const api = useContext(ExhibitContext);
  if (api === null) throw new Error('this part of the page stands outside of an exhibit');
  return api;
}
