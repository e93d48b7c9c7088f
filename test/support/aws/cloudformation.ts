import { parse } from 'yaml';
import { changesBetween, type StackTemplate } from './template-diff.ts';

/** An error that a service answers with. */
export class AwsError extends Error {
  readonly code: string;
  readonly status: number;

  constructor(code: string, message: string, status = 400) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

export interface StubStack {
  readonly id: string;
  readonly name: string;
  status: string;
  template: StackTemplate;
  isProtected: boolean;
  /** The newest first. */
  readonly events: StubEvent[];
  readonly changeSets: Map<string, StubChangeSet>;
  /** Ends of a deployment that are still to come, one a look at the stack. */
  readonly toCome: (() => void)[];
}

interface StubEvent {
  readonly EventId: string;
  readonly [name: string]: unknown;
}

interface StubChangeSet {
  readonly id: string;
  readonly name: string;
  readonly template: StackTemplate;
  readonly changes: readonly object[];
  /** Looks at it until CloudFormation has made it. */
  pending: number;
}

type Request = Readonly<Record<string, string>>;

const EMPTY: StackTemplate = { Resources: {} };
const NO_CHANGES =
  "The submitted information didn't contain changes. Submit different information to create a change set.";
const CHANGES_A_PAGE = 20;

/** CloudFormation's stacks and change sets, as far as a deployment needs them. */
export class CloudFormationStub {
  readonly stacks = new Map<string, StubStack>();
  readonly #templateAt: (url: string) => string;
  /** Logical ID of the resource that cannot be made, and CloudFormation's reason. */
  fails: { readonly id: string; readonly reason: string } | undefined;
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
    return {
      Stacks: stacks.map(({ id, name, status, isProtected, template }) => ({
        StackId: id,
        StackName: name,
        StackStatus: status,
        CreationTime: new Date(),
        EnableTerminationProtection: isProtected,
        Outputs: Object.entries(template.Outputs ?? {}).map(([OutputKey, { Value }]) => ({
          OutputKey,
          OutputValue: typeof Value === 'string' ? Value : `${OutputKey.toLowerCase()}-value`,
        })),
        Tags: [],
        NotificationARNs: [],
        Parameters: [],
      })),
    };
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
    const start = Number(request.NextToken ?? 0);
    const rest = changeSet.changes.slice(start + CHANGES_A_PAGE);
    return {
      ChangeSetName: changeSet.name,
      ChangeSetId: changeSet.id,
      StackId: stack.id,
      StackName: stack.name,
      CreationTime: new Date(),
      ExecutionStatus: isPending || failure ? 'UNAVAILABLE' : 'AVAILABLE',
      Status: isPending ? 'CREATE_IN_PROGRESS' : failure ? 'FAILED' : 'CREATE_COMPLETE',
      StatusReason: isPending ? undefined : failure,
      Changes: isPending ? [] : changeSet.changes.slice(start, start + CHANGES_A_PAGE),
      NextToken: rest.length > 0 && !isPending ? start + CHANGES_A_PAGE : undefined,
    };
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
    const verb = stack.status === 'REVIEW_IN_PROGRESS' ? 'CREATE' : 'UPDATE';
    const before = stack.template;
    stack.changeSets.clear();
    stack.toCome.push(
      // The first look may still find the former state, because CloudFormation begins a moment later.
      () => {},
      () => {
        this.#event(stack, `${verb}_IN_PROGRESS`, stack.name, 'AWS::CloudFormation::Stack', 'User Initiated');
        stack.status = `${verb}_IN_PROGRESS`;
      },
      () => {
        for (const [id, { Type }] of Object.entries(changeSet.template.Resources)) {
          if (
            before.Resources[id] &&
            JSON.stringify(before.Resources[id]) === JSON.stringify(changeSet.template.Resources[id])
          )
            continue;
          const isFailing = this.fails?.id === id;
          this.#event(stack, `${verb}_IN_PROGRESS`, id, Type);
          this.#event(
            stack,
            isFailing ? `${verb}_FAILED` : `${verb}_COMPLETE`,
            id,
            Type,
            isFailing ? this.fails?.reason : undefined,
          );
        }
      },
      () => {
        const isFailed = this.fails !== undefined && this.fails.id in changeSet.template.Resources;
        if (!isFailed) stack.template = changeSet.template;
        stack.status = isFailed
          ? verb === 'CREATE'
            ? 'ROLLBACK_COMPLETE'
            : 'UPDATE_ROLLBACK_COMPLETE'
          : `${verb}_COMPLETE`;
        this.#event(stack, stack.status, stack.name, 'AWS::CloudFormation::Stack');
      },
    );
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

  #event(stack: StubStack, status: string, id: string, type: string, reason?: string): void {
    stack.events.unshift({
      EventId: `${stack.events.length + 1}-${stack.name}`,
      StackId: stack.id,
      StackName: stack.name,
      LogicalResourceId: id,
      PhysicalResourceId: id === stack.name ? stack.id : `${id.toLowerCase()}-1`,
      ResourceType: type,
      ResourceStatus: status,
      ResourceStatusReason: reason,
      Timestamp: new Date(),
    });
  }
}
