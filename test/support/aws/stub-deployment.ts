import type { StubChangeSet, StubStack } from './stub-stack.ts';

/** A resource that cannot be made, and CloudFormation's reason. */
export interface StubFailure {
  /** Logical ID. */
  readonly id: string;
  readonly reason: string;
}

/** Returns what happens to a stack whose change set is executed, step by step. A look at the stack takes it a step further. */
export function deployment(
  stack: StubStack,
  { template }: StubChangeSet,
  failureOf: () => StubFailure | undefined,
): (() => void)[] {
  const verb = stack.status === 'REVIEW_IN_PROGRESS' ? 'CREATE' : 'UPDATE';
  const before = stack.template;
  const isChanged = (id: string) => JSON.stringify(before.Resources[id]) !== JSON.stringify(template.Resources[id]);
  return [
    // The first look may still find the former state, because CloudFormation begins a moment later.
    () => {},
    () => {
      addEvent(stack, `${verb}_IN_PROGRESS`, stack.name, 'AWS::CloudFormation::Stack', 'User Initiated');
      stack.status = `${verb}_IN_PROGRESS`;
    },
    () => {
      const failure = failureOf();
      for (const [id, { Type }] of Object.entries(template.Resources).filter(([name]) => isChanged(name))) {
        addEvent(stack, `${verb}_IN_PROGRESS`, id, Type);
        if (failure?.id === id) addEvent(stack, `${verb}_FAILED`, id, Type, failure.reason);
        else addEvent(stack, `${verb}_COMPLETE`, id, Type);
      }
    },
    () => {
      const failure = failureOf();
      const isFailed = failure !== undefined && failure.id in template.Resources;
      if (!isFailed) stack.template = template;
      const afterFailure = verb === 'CREATE' ? 'ROLLBACK_COMPLETE' : 'UPDATE_ROLLBACK_COMPLETE';
      stack.status = isFailed ? afterFailure : `${verb}_COMPLETE`;
      addEvent(stack, stack.status, stack.name, 'AWS::CloudFormation::Stack');
    },
  ];
}

function addEvent(stack: StubStack, status: string, id: string, type: string, reason?: string): void {
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
