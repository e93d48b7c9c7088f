/**
 * Steps that the rules may take to judge one name. Only names made for it need as many. A step reads one
 * character, or looks up one letter among the terms.
 */
export class Budget {
  left: number;

  constructor(steps: number) {
    this.left = steps;
  }
}
