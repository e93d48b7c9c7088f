/** Steps that the rules may take to judge one name. Only names made for it need as many. */
export class Budget {
  left: number;

  constructor(steps: number) {
    this.left = steps;
  }
}
