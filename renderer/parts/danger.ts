/** Something dangerous, from being held to being done: the first gesture asks, a second and different one does it. */

export type Danger =
  | { readonly step: 'rest' }
  | { readonly step: 'asking' }
  /** `until`: when the supervisor's token ends, on a clock that only runs forward; null: there is no token. */
  | { readonly step: 'confirm'; readonly token: string | null; readonly until: number | null };

export type DangerEvent =
  | { readonly type: 'held' }
  | { readonly type: 'confirmation-needed'; readonly token: string | null; readonly until: number | null }
  /** Done, refused or cancelled: the outcome is told elsewhere. */
  | { readonly type: 'over' }
  | { readonly type: 'time'; readonly now: number };

export const REST: Danger = { step: 'rest' };

export function danger(state: Danger, event: DangerEvent): Danger {
  switch (event.type) {
    case 'held':
      return state.step === 'rest' ? { step: 'asking' } : state;
    case 'confirmation-needed':
      return state.step === 'asking' ? { step: 'confirm', token: event.token, until: event.until } : state;
    case 'over':
      return REST;
    case 'time':
      return state.step === 'confirm' && state.until !== null && event.now >= state.until ? REST : state;
  }
}
