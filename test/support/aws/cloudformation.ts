import { parse } from 'yaml';
import { AwsError } from './aws-error.ts';
import { deployment, type StubFailure } from './stub-deployment.ts';
import { describeChangeSet, describeStack, type StubChangeSet, type StubStack } from './stub-stack.ts';
import { changesBetween, type StackTemplate } from './template-diff.ts';

type Request = Readonly<Record<string, string>>;

const EMPTY: StackTemplate = { Resources: {} };
const NO_CHANGES =
  "The submitted information didn't contain changes. Submit different information to create a change set.";

/** CloudFormation's stacks and change sets, as far as a deployment needs them. */
export class CloudFormationStub {
  readonly stacks = new Map<string, StubStack>();
  readonly #templateAt: (url: string) => string;
  fails: StubFailure | undefined;
  /** Looks at a new change set until it is made. */
  pending = 0;
  /** Reason with which each new change set fails. */
  failsToCreate: string | undefined;
  /** Changes of the next change sets, instead of those between the templates. */
  changes: readonly object[] | undefined;
  #count = 0;

  /** @param templateAt returns a template that was uploaded */
  constructor(templateAt: (url: string) => string) {
    this.#templateAt = templateAt;
  }

  /** Makes a stack as a deployment leaves it. */
  add(name: string, template: StackTemplate = EMPTY, status = 'CREATE_COMPLETE'): StubStack {
    this.#count += 1;
    const id = `arn:aws:cloudformation:eu-west-1:123456789012:stack/${name}/${this.#count}`;
    const stack = { id, name, status, template, isProtected: false, events: [], changeSets: new Map(), toCome: [] };
    this.stacks.set(name, stack);
    return stack;
  }

  answer(action: string, request: Request): object {
    switch (action) {
      case 'DescribeStacks':
        return this.#describeStacks(request);
      case 'DescribeStackEvents':
        return this.#describeEvents(request);
      case 'GetTemplate':
        return { TemplateBody: JSON.stringify(this.#stack(request).template), StagesAvailable: ['Original'] };
      case 'CreateChangeSet':
        return this.#create(request);
      case 'DescribeChangeSet':
        return this.#describe(request);
      case 'DeleteChangeSet':
        return this.#deleteChangeSet(request);
      case 'ExecuteChangeSet':
        return this.#execute(request);
      case 'DeleteStack':
        return this.#deleteStack(request);
      case 'UpdateTerminationProtection': {
        const stack = this.#stack(request);
        stack.isProtected = request.EnableTerminationProtection === 'true';
        return { StackId: stack.id };
      }
      default:
        throw new AwsError('InvalidAction', `The action ${action} is not valid for this web service.`);
    }
  }

  #find({ StackName = '', ChangeSetName = '' }: Request): StubStack | undefined {
    const all = [...this.stacks.values()];
    return (
      all.find(({ name, id }) => name === StackName || id === StackName) ??
      all.find(({ changeSets }) => [...changeSets.values()].some(({ id }) => id === ChangeSetName))
    );
  }

  #stack(request: Request): StubStack {
    const stack = this.#find(request);
    if (!stack) throw new AwsError('ValidationError', `Stack with id ${request.StackName} does not exist`);
    return stack;
  }

  #describeStacks(request: Request): object {
    const stacks = request.StackName === undefined ? [...this.stacks.values()] : [this.#stack(request)];
    for (const stack of stacks) stack.toCome.shift()?.();
    return { Stacks: stacks.map(describeStack) };
  }

  #describeEvents(request: Request): object {
    const stack = this.#stack(request);
    stack.toCome.shift()?.();
    return { StackEvents: stack.events };
  }

  #create(request: Request): object {
    const { StackName = '', ChangeSetName: name = '', ChangeSetType, TemplateBody, TemplateURL = '' } = request;
    let stack = this.#find({ StackName });
    if (ChangeSetType === 'CREATE') {
      if (stack && stack.status !== 'REVIEW_IN_PROGRESS')
        throw new AwsError('ValidationError', `Stack [${StackName}] already exists and cannot be created again.`);
      stack ??= this.add(StackName, EMPTY, 'REVIEW_IN_PROGRESS');
    }
    if (!stack) throw new AwsError('ValidationError', `Stack [${StackName}] does not exist`);
    // The CDK sends a small template as YAML, which includes JSON.
    const template: StackTemplate = parse(TemplateBody ?? this.#templateAt(TemplateURL));
    const changes = this.changes ?? changesBetween(stack.template, template);
    const id = `arn:aws:cloudformation:eu-west-1:123456789012:changeSet/${name}/${stack.changeSets.size + 1}`;
    stack.changeSets.set(name, { id, name, template, changes, pending: this.pending });
    return { Id: id, StackId: stack.id };
  }

  #changeSet(request: Request): { stack: StubStack; changeSet: StubChangeSet } {
    const stack = this.#find(request);
    const changeSet = [...(stack?.changeSets.values() ?? [])].find(
      ({ id, name }) => id === request.ChangeSetName || name === request.ChangeSetName,
    );
    if (!stack || !changeSet)
      throw new AwsError('ChangeSetNotFound', `ChangeSet [${request.ChangeSetName}] does not exist`, 404);
    return { stack, changeSet };
  }

  #describe(request: Request): object {
    const { stack, changeSet } = this.#changeSet(request);
    const isPending = changeSet.pending > 0;
    changeSet.pending -= 1;
    const failure = this.failsToCreate ?? (changeSet.changes.length === 0 ? NO_CHANGES : undefined);
    return describeChangeSet(stack, changeSet, isPending, failure, Number(request.NextToken ?? 0));
  }

  #deleteChangeSet(request: Request): object {
    const stack = this.#stack(request);
    const found = [...stack.changeSets.values()].find(
      ({ id, name }) => id === request.ChangeSetName || name === request.ChangeSetName,
    );
    if (found && found.pending > 0) {
      found.pending -= 1;
      throw new AwsError('InvalidChangeSetStatus', 'The change set is CREATE_IN_PROGRESS and cannot be deleted.');
    }
    // CloudFormation says nothing if there is no such change set.
    if (found) stack.changeSets.delete(found.name);
    return {};
  }

  #execute(request: Request): object {
    const { stack, changeSet } = this.#changeSet(request);
    stack.changeSets.clear();
    stack.toCome.push(...deployment(stack, changeSet, () => this.fails));
    return {};
  }

  #deleteStack(request: Request): object {
    const stack = this.#find(request);
    if (stack?.isProtected)
      throw new AwsError(
        'ValidationError',
        `Stack [${stack.name}] cannot be deleted while TerminationProtection is enabled`,
      );
    if (stack) this.stacks.delete(stack.name);
    return {};
  }
}
