/** A promise was broken. `rule` names which; it is the same for the same promise, whatever the details. */
export class Violation extends Error {
  readonly rule: string;

  constructor(rule: string, detail: string) {
    super(`${rule}: ${detail}`);
    this.rule = rule;
  }
}
