/** A template as CloudFormation reads it. */
export interface StackTemplate {
  readonly Resources: Readonly<Record<string, TemplateResource>>;
  readonly Outputs?: Readonly<Record<string, { readonly Value: unknown }>>;
}

interface TemplateResource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

/** Properties whose change replaces a resource. Source: "Update requires" in the CloudFormation Template Reference. */
const REPLACING: Readonly<Record<string, readonly string[]>> = {
  'AWS::ApiGateway::Stage': ['RestApiId', 'StageName'],
  'AWS::DynamoDB::Table': ['KeySchema', 'TableName'],
  'AWS::Events::EventBus': ['Name'],
  'AWS::Logs::LogGroup': ['LogGroupName'],
  'AWS::S3::Bucket': ['BucketName'],
  'AWS::SNS::Topic': ['TopicName'],
  'AWS::SQS::Queue': ['QueueName'],
};

/** Returns the changes from one template to another, in the shape of DescribeChangeSet. */
export function changesBetween(before: StackTemplate, after: StackTemplate): object[] {
  const ids = new Set([...Object.keys(before.Resources), ...Object.keys(after.Resources)]);
  return [...ids].flatMap((id) => {
    const [old, next] = [before.Resources[id], after.Resources[id]];
    if (!old && next) return [changed({ Action: 'Add', LogicalResourceId: id, ResourceType: next.Type })];
    if (old && !next) {
      const PolicyAction = old.DeletionPolicy === 'Retain' ? 'Retain' : 'Delete';
      return [changed({ ...existing(id, old), Action: 'Remove', PolicyAction })];
    }
    if (!old || !next || JSON.stringify(old) === JSON.stringify(next)) return [];
    return [changed(modified(id, old, next))];
  });
}

function modified(id: string, old: TemplateResource, next: TemplateResource): object {
  const names = new Set([...Object.keys(old.Properties ?? {}), ...Object.keys(next.Properties ?? {})]);
  const different = [...names].filter(
    (name) => JSON.stringify(old.Properties?.[name]) !== JSON.stringify(next.Properties?.[name]),
  );
  const replacing = different.filter((name) => REPLACING[old.Type]?.includes(name));
  const keeps = old.UpdateReplacePolicy === 'Retain';
  return {
    ...existing(id, old),
    Action: 'Modify',
    Replacement: replacing.length > 0 ? 'True' : 'False',
    ...(replacing.length > 0 && { PolicyAction: keeps ? 'ReplaceAndRetain' : 'ReplaceAndDelete' }),
    Scope: ['Properties'],
    Details: different.map((Name) => ({
      Target: {
        Attribute: 'Properties',
        Name,
        Path: `/Properties/${Name}`,
        RequiresRecreation: replacing.includes(Name) ? 'Always' : 'Never',
      },
      Evaluation: 'Static',
      ChangeSource: 'DirectModification',
    })),
  };
}

function existing(id: string, { Type }: TemplateResource): object {
  return { LogicalResourceId: id, PhysicalResourceId: `${id.toLowerCase()}-1`, ResourceType: Type };
}

function changed(ResourceChange: object): object {
  return { Type: 'Resource', ResourceChange };
}
